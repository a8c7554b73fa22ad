//! Pictures of the screen in plain text: its texts, their places, and where they are cut. Blank rows at the end of a picture
//! and blanks at the end of a row are left out.

use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthStr;
use xerrno::app::prompt::Edit;
use xerrno::app::{Event, Start};
use xerrno::clipboard::{Mode, Outcome, Place, chain};
use xerrno::lang::Lang;

use super::screen;

/// The screen as text. A wide character is one character of it, although it takes two columns.
pub(super) fn picture(buffer: &Buffer) -> String {
    let row = |y| {
        let mut row = String::new();
        let mut x = 0;
        while x < buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            row.push_str(symbol);
            x += u16::try_from(symbol.width().max(1)).expect("a cell is narrow");
        }
        format!("{}\n", row.trim_end())
    };
    (0..buffer.area.height).map(row).collect()
}

#[track_caller]
pub(super) fn shows(buffer: &Buffer, expected: &str) {
    let picture = picture(buffer);
    assert!(picture.trim_end() == expected.trim_matches('\n').trim_end(), "the screen is\n{picture}");
}

pub(super) fn query(query: &str) -> Start {
    Start { query: query.to_owned(), ..Start::default() }
}

#[test]
fn an_empty_query_lists_everything_under_headings() {
    shows(
        &screen((90, 24), &query(""), &[]),
        "
 ❯ a number, words, pinyin, or a line of a log                                    104/104
  All 104   Download 22   Plugin 16   Cache 18   cmd 17   proxy 31
 Image download ────────────────────────────────────────────────────────────────────── 22
 ▌ -6101  图片不存在、图片没…  Image does not exist, was never uploaded, or has been dele…
   -5062  图片涉嫌违禁                 Image is suspected of containing prohibited content
   -902   镜像存储功能把请求…  Mirror storage: origin pull timed out, no response from th…
   -100   未知错误，某些场景或者逻辑…   Unknown error: an undefined scenario or logic path
   -101   存储文件失败                 Failed to store file
   -103   无效的请求；请求报文…  Invalid request: the request message cannot be recognized
   -104   无效的appid。Url中…  Invalid appid: wrong appid in the URL, or domain not bound…
   -105   无效的样式名。 Url…  Invalid style name: the style or alias in the URL is not c…
   -106   无效的URL。 Url格式…  Invalid URL: the URL format does not meet the requirements
   -107   无效的Host头域               Invalid Host header field
   -108   无效的Referer                Invalid Referer
──────────────────────────────────────────────────────────────────────────────────────────
 -6101   Image download
 图片不存在、图片没有上传或者图片已经删除
 Image does not exist, was never uploaded, or has been deleted

 Check      Check that the requested source image exists
 Source     数据万象 错误码 / Cloud Infinite: Error Codes · 2024-02-27
            https://cloud.tencent.com/document/product/460/8523
                                                                                         ↓
 Enter copy -6101   ^Y copy line   Alt-1 see also   Tab subsystem   F1 help   Esc quit
",
    );
}

#[test]
fn hits_in_several_groups_stand_under_the_best_group_first() {
    shows(
        &screen((90, 24), &query("timeout"), &[]),
        "
 ❯ timeout                                                                          3/104
  All 3   Download 1   Plugin 2   Cache 0   cmd 0   proxy 0
 Image plugin · hash checks, instant upload, compression, storing, biz_req coding ───── 2
 ▌ -1888 ~压缩超时        Compression timed out
   -1889 ~存储文件超时    Timed out while storing file
 Image download ─────────────────────────────────────────────────────────────────────── 1
   -902  ~镜像存储功能把请求转发到开发商  Mirror storage: origin pull timed out, no
          源站，但没有收到响应，超时了    response from the developer's origin
──────────────────────────────────────────────────────────────────────────────────────────
 -1888   Image plugin · synonym
 压缩超时
 Compression timed out

 See also   1 -902   Mirror storage: origin pull timed out, no response from the
                     developer's origin
            2 -1889  存储文件超时 · Timed out while storing file

 Subsystem  Errors of the image plugin on upload: hash checks, instant upload,
            compression, storing, biz_req coding




 Enter copy -1888   ^Y copy line   Alt-1 see also   Tab subsystem   F1 help   Esc clear
",
    );
}

#[test]
fn where_nothing_is_found_the_way_back_is_told() {
    shows(
        &screen((80, 12), &query("zzqxv"), &[]),
        "
 ❯ zzqxv                                                                  0/104
  All 0   Download 0   Plugin 0   Cache 0   cmd 0   proxy 0


                                 Nothing found
                              Esc clears the query





 F1 help   Esc clear
",
    );
}

#[test]
fn of_several_codes_those_that_no_table_lists_are_named() {
    let picture = screen((80, 12), &query("ret=-89 ret=-3004 ret=413 ret=-96"), &[]);
    let third: String = (0..80).map(|x| picture[(x, 2)].symbol()).collect();
    assert_eq!(third.trim_end(), " Unknown code -3004");
}

#[test]
fn a_code_that_no_table_lists_is_said_to_be_unknown() {
    shows(
        &screen((80, 12), &query("X-ErrNo: -3004"), &[]),
        "
 ❯ X-ErrNo: -3004                                                         0/104
  All 0   Download 0   Plugin 0   Cache 0   cmd 0   proxy 0


                               Unknown code -3004
                              Esc clears the query





 F1 help   Esc clear
",
    );
}

#[test]
fn where_only_other_subsystems_answer_the_way_there_is_told() {
    shows(
        &screen((80, 12), &query("签名过期"), &[Event::NextTab]),
        "
 ❯ 签名过期                                                               0/104
  All 3   Download 0   Plugin 0   Cache 0   cmd 0   proxy 3


                    Nothing found in this subsystem (All 3)
                              Tab shows the others





 Tab subsystem   F1 help   Esc clear

",
    );
}

#[test]
fn a_long_entry_is_wrapped_and_its_end_can_be_scrolled_to() {
    shows(
        &screen((80, 14), &query("-109"), &[Event::Scroll(4)]),
        "
 ❯ -109                                                                   1/104
  All 1   Download 1   Plugin 0   Cache 0   cmd 0   proxy 0
 Image download ───────────────────────────────────────────────────────────── 1
 ▌ -109   无效的样式名ID。没有找到该样式名对应的图  Invalid style name ID: no
          片。可能是上传该图片后，新增的样式名，    image found for this style
          因此图片上传时不能生成该样式名对应的数据  name
────────────────────────────────────────────────────────────────────────────────
                                                                               ↑
 See also   1 -105   Invalid style name: the style or alias in the URL is not
                     configured

 Subsystem  Codes that a failed image download returns in the X-ErrNo response
            header
 Enter copy -109   ^Y copy line   Alt-1 see also   F1 help   Esc clear
",
    );
}

#[test]
fn a_synonym_says_why_it_is_there() {
    shows(
        &screen((80, 12), &query("throttled"), &[]),
        "
 ❯ throttled                                                              1/104
  All 1   Download 0   Plugin 0   Cache 0   cmd 0   proxy 1
 ▌ -71   ~操作太频繁,请稍后再试  Operations too frequent; please try again later
────────────────────────────────────────────────────────────────────────────────
 -71   proxy · synonym
 操作太频繁,请稍后再试
 Operations too frequent; please try again later

 Subsystem  Errors of the proxy: signature checks, and forwarding to the cmd
            and process services

 Enter copy -71   ^Y copy line   ^O other forms   F1 help   Esc clear
",
    );
}

#[test]
fn pinyin_says_why_it_is_there() {
    shows(
        &screen((80, 12), &query("qianming guoqi"), &[]),
        "
 ❯ qianming guoqi                                                         3/104
  All 3   Download 0   Plugin 0   Cache 0   cmd 0   proxy 3
 ▌ -96   ~签名过期                  Signature expired
   -74   ~多次签名-过期时间为0      Multi-use signature: expiry time is 0
────────────────────────────────────────────────────────────────────────────────
 -96   proxy · pinyin
 签名过期
 Signature expired

 Symbol     ERROR_PROXY_AUTH_EXPIRED
 Source     COS 错误码（JSON API） · 2020                                      ↓
 Enter copy -96   ^Y copy line   Alt-1 see also   F1 help   Esc clear
",
    );
}

#[test]
fn a_misspelling_is_read_as_what_was_meant() {
    shows(
        &screen((80, 12), &query("签明过期"), &[]),
        "
 ❯ 签明过期                                                               3/104
  All 3   Download 0   Plugin 0   Cache 0   cmd 0   proxy 3
 Showing results for 签名过期
 ▌ -96   ~签名过期                  Signature expired
────────────────────────────────────────────────────────────────────────────────
 -96   proxy · typo
 签名过期
 Signature expired

 Symbol     ERROR_PROXY_AUTH_EXPIRED
 Source     COS 错误码（JSON API） · 2020                                      ↓
 Enter copy -96   ^Y copy line   Alt-1 see also   F1 help   Esc clear
",
    );
}

#[test]
fn traditional_chinese_finds_simplified() {
    shows(
        &screen((80, 12), &query("簽名過期"), &[]),
        "
 ❯ 簽名過期                                                               3/104
  All 3   Download 0   Plugin 0   Cache 0   cmd 0   proxy 3
 ▌ -96    签名过期                  Signature expired
   -74    多次签名-过期时间为0      Multi-use signature: expiry time is 0
────────────────────────────────────────────────────────────────────────────────
 -96   proxy
 签名过期
 Signature expired

 Symbol     ERROR_PROXY_AUTH_EXPIRED
 Source     COS 错误码（JSON API） · 2020                                      ↓
 Enter copy -96   ^Y copy line   Alt-1 see also   F1 help   Esc clear
",
    );
}

#[test]
fn a_narrow_screen_has_the_detail_under_the_list() {
    shows(
        &screen((40, 16), &query("签名"), &[]),
        "
 ❯ 签名                          11/104
  All 11  proxy 11
 proxy ───────────────────────────── 11
 ▌ -96    Signature expired
   -81    Signature is empty
   -72    Signature failed
   -83    Signature service unpacking f…
   -97    Invalid (illegal) signature
────────────────────────────────────────
 -96   proxy
 签名过期
 Signature expired

 Symbol     ERROR_PROXY_AUTH_EXPIRED
 Source     COS 错误码（JSON           ↓
 Enter copy -96   F1 help   Esc clear
",
    );
}

#[test]
fn a_low_screen_has_no_detail() {
    shows(
        &screen((100, 8), &query("签名"), &[]),
        "
 ❯ 签名                                                                                      11/104
  All 11   Download 0   Plugin 0   Cache 0   cmd 0   proxy 11
 proxy · signature checks, and forwarding to the cmd and process services ────────────────────── 11
 ▌ -96    签名过期                     Signature expired
   -81    签名为空                     Signature is empty
   -72    签名失败                     Signature failed
   -83    签名服务解包失败             Signature service unpacking failed
 Enter copy -96   ^Y copy line   Alt-1 see also   ^G source page   F1 help   Esc clear
",
    );
}

#[test]
fn the_interface_speaks_chinese() {
    shows(
        &screen((80, 14), &Start { lang: Lang::Zh, ..query("分片") }, &[]),
        "
 ❯ 分片                                                                   2/104
  全部 2   图片下载 0   图片插件 0   文件缓存 2   cmd 0   proxy 0
 文件缓存 · 分片、session、打包解包、通知插件 ─────────────────────────────── 2
 ▌ -283   分片过小          Chunk too small
   -284   分片大小不一致    Chunk size mismatch
────────────────────────────────────────────────────────────────────────────────
 -283   文件缓存
 分片过小
 Chunk too small

 另见    1 -285   文件过大 · File too large
         2 -284   分片大小不一致 · Chunk size mismatch
                                                                               ↓
 Enter 复制 -283   ^Y 复制整行   Alt-1 另见   ^O 其他格式   F1 帮助   Esc 清空
",
    );
}

#[test]
fn related_codes_are_told_in_both_languages_where_there_is_room() {
    shows(
        &screen((164, 12), &query("-81"), &[]),
        "
 ❯ -81                                                                                                                                                        1/104
  All 1   Download 0   Plugin 0   Cache 0   cmd 0   proxy 1
 proxy · signature checks, and forwarding to the cmd and process services ───────────────────── 1  │ -81   proxy
 ▌ -81    签名为空    Signature is empty                                                           │ 签名为空
                                                                                                   │ Signature is empty
                                                                                                   │
                                                                                                   │ Symbol     ERROR_PROXY_AUTH_SIGN_EMPTY
                                                                                                   │ Source     COS 错误码（JSON API） · 2020
                                                                                                   │            https://cloud.tencent.com/document/product/436/6059
                                                                                                   │
                                                                                                   │ See also   1 -97    非法签名 · Invalid (illegal) signature    ↓
 Enter copy -81   ^Y copy line   Alt-1 see also   ^G source page   ^O other forms   F1 help   Esc clear
",
    );
}

#[test]
fn a_notice_that_is_too_long_for_its_row_still_tells_the_way() {
    let steps = chain(&Mode::Desktop, &Place::default()).into_iter();
    let outcome =
        Outcome::Copied(steps.map(|step| step.way).find(|way| way.name(Lang::En) == "wl-copy").expect("a way"));
    let text = "-6101 Image does not exist, or was never uploaded".to_owned();
    shows(
        &screen((40, 5), &query("-96"), &[Event::Answered { text, outcome }]),
        "
 ❯ -96                            1/104
  All 1  proxy 1
 ▌ -96    Signature expired

 ✓ Copied · wl-copy  -6101 Image does n…
",
    );
}

#[test]
fn a_query_longer_than_its_row_stays_where_it_is_while_the_caret_moves_in_it() {
    let start = query("签名过期 signature expired at the origin of a mirror");
    for (lefts, row) in [
        (0, " ❯ …ed at the origin of a mirror 10/104"),
        (20, " ❯ …ed at the origin of a mirror 10/104"),
        (30, " ❯ …expired at the origin of a … 10/104"),
    ] {
        shows(&screen((40, 1), &start, &vec![Event::Edit(Edit::Left); lefts]), row);
    }
}
