//! Pictures of the screen, in plain text: what is said, where it stands, what is cut. Blank rows at a picture's end and
//! blanks at a row's end are left out.

use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthStr;
use xerrno::app::prompt::Edit;
use xerrno::app::{Event, Start};
use xerrno::clipboard::{Mode, Outcome, Place, chain};
use xerrno::lang::Lang;

use super::screen;

/// The screen as text. The second column of a wide character is no column of the text.
fn picture(buffer: &Buffer) -> String {
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
 ❯                                                                                104/104
  All 104   Download 22   Plugin 16   Cache 18   cmd 17   proxy 31
 Image download ─────────────────────────────────────── 22 │ -6101   Image download
 ▌ -6101  图片不存在、图…   Image does not exist, was nev… │ 图片不存在、图片没有上传或者
   -5062  图片涉嫌违禁      Image is suspected of contain… │ 图片已经删除
   -902   镜像存储功能把…   Mirror storage: origin pull t… │ Image does not exist, was
   -100   未知错误，某些…   Unknown error: an undefined s… │ never uploaded, or has been
   -101   存储文件失败      Failed to store file           │ deleted
   -103   无效的请求；请…   Invalid request: the request … │
   -104   无效的appid。Ur…  Invalid appid: wrong appid in… │ Check
   -105   无效的样式名。 …  Invalid style name: the style… │   Check that the requested
   -106   无效的URL。 Url…  Invalid URL: the URL format d… │   source image exists
   -107   无效的Host头域    Invalid Host header field      │ Source
   -108   无效的Referer     Invalid Referer                │   数据万象 错误码 / Cloud
   -109   无效的样式名ID…   Invalid style name ID: no ima… │   Infinite: Error
   -110   该图片在黑名单中  Image is on the blacklist      │   Codes · 2024-02-27
   -111   http服务器内部…   HTTP server internal error     │   https://cloud.tencent.com/
   -120   回源到源站获取…   Origin returned abnormal data… │   document/product/460/8523
   -121   http服务器内部…   HTTP server internal error     │
   -122   图片数据没有修…   Image data not modified; the … │ See also
   -123   图片数据没有修…   Image data not modified; the … │   1 -197   File not found
   -124   下载偏移错误。 …  Download offset error: the HT… │            (no such file)
   -129   无法预料的错误    Unexpected error               │                             ↓
 Enter copy -6101   ^Y copy line   Tab subsystem   F1 help   Esc quit
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
 Image plugin ────────────────────────────────────────── 2 │ -1888   Image plugin
 ▌ -1888  压缩超时          Compression timed out  synonym │ 压缩超时
   -1889  存储文件超时      Timed out while stor…  synonym │ Compression timed out
 Image download ──────────────────────────────────────── 1 │
   -902   镜像存储…超时了   Mirror…timed out, no…  synonym │ See also
                                                           │   1 -902   Mirror storage:
                                                           │            origin pull timed
                                                           │            out, no response
                                                           │            from the
                                                           │            developer's
                                                           │            origin
                                                           │   2 -1889  Timed out while
                                                           │            storing file
                                                           │
                                                           │ Subsystem
                                                           │   Errors of the image plugin
                                                           │   on upload: hash checks,
                                                           │   instant upload,
                                                           │   compression, storing,
                                                           │   biz_req coding
                                                           │
 Enter copy -1888   ^Y copy line   Tab subsystem   F1 help   Esc clear
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





 Tab subsystem   F1 help   Esc clear

",
    );
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





 Tab subsystem   F1 help   Esc clear

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
 Image download ────────────────────────────── 1 │ 图片上传时不能生成该样式名对↑
 ▌ -109   无效的样式…   Invalid style nam…  code │ 应的数据
                                                 │ Invalid style name ID: no
                                                 │ image found for this style
                                                 │ name
                                                 │
                                                 │ See also
                                                 │   1 -105   Invalid style
                                                 │            name: the style
                                                 │            or alias in the
                                                 │            URL is not       ↓
 Enter copy -109   ^Y copy line   Tab subsystem   F1 help   Esc clear
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
 proxy ─────────────────────────────────────── 1 │ -71   proxy
 ▌ -71    操作太频繁,…  Operations too…  synonym │ 操作太频繁,请稍后再试
                                                 │ Operations too frequent;
                                                 │ please try again later
                                                 │
                                                 │ Subsystem
                                                 │   Errors of the proxy:
                                                 │   signature checks, and
                                                 │   forwarding to the cmd and ↓
 Enter copy -71   ^Y copy line   Tab subsystem   F1 help   Esc clear
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
 proxy ─────────────────────────────────────── 3 │ -96   proxy
 ▌ -96    签名过期      Signature expir…  pinyin │ 签名过期
   -74    多次签名-过…  Multi-use signa…  pinyin │ Signature expired
   -73    单次签名-过…  Single-use sign…  pinyin │
                                                 │ Symbol
                                                 │   ERROR_PROXY_AUTH_EXPIRED
                                                 │ Source
                                                 │   COS 错误码（JSON
                                                 │   API） · 2020              ↓
 Enter copy -96   ^Y copy line   Tab subsystem   F1 help   Esc clear
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
 Showing results for 签名过期                    │ -96   proxy
 proxy ─────────────────────────────────────── 3 │ 签名过期
 ▌ -96    签名过期      Signature expired   typo │ Signature expired
   -74    多次签名-过…  Multi-use signatu…  typo │
   -73    单次签名-过…  Single-use signat…  typo │ Symbol
                                                 │   ERROR_PROXY_AUTH_EXPIRED
                                                 │ Source
                                                 │   COS 错误码（JSON
                                                 │   API） · 2020              ↓
 Enter copy -96   ^Y copy line   Tab subsystem   F1 help   Esc clear
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
 proxy ─────────────────────────────────────── 3 │ -96   proxy
 ▌ -96    签名过期      Signature expired        │ 签名过期
   -74    多次签名-过…  Multi-use signature: ex… │ Signature expired
   -73    单次签名-过…  Single-use signature: e… │
                                                 │ Symbol
                                                 │   ERROR_PROXY_AUTH_EXPIRED
                                                 │ Source
                                                 │   COS 错误码（JSON
                                                 │   API） · 2020              ↓
 Enter copy -96   ^Y copy line   Tab subsystem   F1 help   Esc clear
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
 ▌ -96    签名过期   Signature expired
   -81    签名为空   Signature is empty
   -72    签名失败   Signature failed
   -83    签名服务…  Signature service…
   -97    非法签名   Invalid…signature
   -76    单次签名…  Single-use signat…
────────────────────────────────────────
 -96   proxy
 签名过期
 Signature expired

 Symbol     ERROR_PROXY_AUTH_EXPIRED   ↓
 Enter copy -96   ^Y copy line
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
 ▌ -96    签名过期                        Signature expired
   -81    签名为空                        Signature is empty
   -72    签名失败                        Signature failed
   -83    签名服务解包失败                Signature service unpacking failed
 Enter copy -96   ^Y copy line   Tab subsystem   F1 help   Esc clear
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
 文件缓存 ──────────────────────────────────── 2 │ -283   文件缓存
 ▌ -283   分片过小      Chunk too small          │ 分片过小
   -284   分片大小不…   Chunk size mismatch      │ Chunk too small
                                                 │
                                                 │ 另见
                                                 │   1 -285   文件过大
                                                 │   2 -284   分片大小不一致
                                                 │
                                                 │ 子系统
                                                 │   文件缓存服务器的错误：分
                                                 │   片、session、打包解包、通 ↓
 Enter 复制 -283   ^Y 复制整行   Tab 子系统   F1 帮助   Esc 清空
",
    );
}

#[test]
fn related_codes_are_told_in_both_languages_where_there_is_room() {
    shows(
        &screen((164, 12), &query("-97"), &[]),
        "
 ❯ -97                                                                                                                                                        1/104
  All 1   Download 0   Plugin 0   Cache 0   cmd 0   proxy 1
 proxy · signature checks, and forwarding to the cmd and process services ────────────────────── 1 │ -97   proxy
 ▌ -97    非法签名                        Invalid (illegal) signature                         code │ 非法签名
                                                                                                   │ Invalid (illegal) signature
                                                                                                   │
                                                                                                   │ Symbol     ERROR_PROXY_AUTH_FAILED
                                                                                                   │ Source     COS 错误码（JSON API） · 2020
                                                                                                   │            https://cloud.tencent.com/document/product/436/6059
                                                                                                   │
                                                                                                   │ See also   1 -96    签名过期 · Signature expired              ↓
 Enter copy -97   ^Y copy line   Tab subsystem   F1 help   Esc clear
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
 proxy ────────────────────────────── 1
 ▌ -96    签名过期   Signature expired
 Copied · wl-copy  -6101 Image does not…
",
    );
}

#[test]
fn a_query_longer_than_its_row_stays_where_it_is_while_the_caret_moves_in_it() {
    let start = query("签名过期 signature expired at the origin of a mirror");
    for (lefts, row) in [
        (0, " ❯ …red at the origin of a mirror 3/104"),
        (20, " ❯ …red at the origin of a mirror 3/104"),
        (30, " ❯ …expired at the origin of a m… 3/104"),
    ] {
        shows(&screen((40, 1), &start, &vec![Event::Edit(Edit::Left); lefts]), row);
    }
}
