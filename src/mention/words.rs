//! The words that decide about a number: those under which programs write codes, and those of other numbers.

/// Keys that hold codes, in small letters, without `_` and `-`.
pub(super) const CODES: [&[u8]; 29] = [
    b"code",
    b"codes",
    b"err",
    b"error",
    b"ret",
    b"rc",
    b"iret",
    b"nret",
    b"retval",
    b"rescode",
    b"respcode",
    b"rspcode",
    b"result",
    b"resultcode",
    b"subcode",
    b"bizcode",
    b"businesscode",
    b"innercode",
    b"lasterror",
    b"errorno",
    b"errornumber",
    b"errnum",
    b"errid",
    b"errorid",
    b"ecode",
    b"msgcode",
    b"apicode",
    b"failcode",
    b"faultcode",
];
/// Ends of such keys that say it all, whatever stands before them: `X-ErrNo`, `upload_errcode`.
pub(super) const ENDS: [&[u8]; 5] = [b"errno", b"errcode", b"errorcode", b"retcode", b"returncode"];
/// Keys that count, unless what they hold is negative: `errors: 97`, `"errors":[-97]`.
pub(super) const COUNTS: [&[u8]; 1] = [b"errors"];
/// What may stand between a key and its number: `["code"]=> int(-82)`, `errno is -97`, `Error No. 97`.
pub(super) const FILLERS: [&[u8]; 9] =
    [b"int", b"integer", b"long", b"number", b"string", b"is", b"was", b"no", b"some"];
/// Words after which a key is not about the image service: `exit code`, `HTTP error`, `exited with code`.
pub(super) const STRANGERS: [&[u8]; 13] = [
    b"http",
    b"https",
    b"status",
    b"response",
    b"exit",
    b"exits",
    b"exited",
    b"terminated",
    b"zip",
    b"postal",
    b"country",
    b"area",
    b"source",
];
/// Keys of negative numbers of another kind, and last parts of such keys: `tz_offset`, `marginLeft`.
pub(super) const MEASURES: [&[u8]; 38] = [
    b"x",
    b"y",
    b"z",
    b"dx",
    b"dy",
    b"dz",
    b"lat",
    b"lon",
    b"lng",
    b"latitude",
    b"longitude",
    b"left",
    b"top",
    b"right",
    b"bottom",
    b"margin",
    b"offset",
    b"delta",
    b"diff",
    b"drift",
    b"skew",
    b"rssi",
    b"rsrp",
    b"rsrq",
    b"sinr",
    b"snr",
    b"dbm",
    b"signal",
    b"temp",
    b"temperature",
    b"tz",
    b"timezone",
    b"utc",
    b"gmt",
    b"gmtoff",
    b"utcoff",
    b"nice",
    b"priority",
];
/// Commands that take a number as an option: `head -100`.
pub(super) const COMMANDS: [&[u8]; 13] = [
    b"head", b"tail", b"kill", b"killall", b"renice", b"ls", b"grep", b"egrep", b"fgrep", b"zgrep", b"sort", b"uniq",
    b"xargs",
];
/// Keys that hold codes in Chinese, where no space sets a key apart from the word before it.
pub(super) const CHINESE: [&str; 14] = [
    "错误码",
    "返回码",
    "结果码",
    "响应码",
    "失败码",
    "错误代码",
    "返回代码",
    "错误号",
    "错误编号",
    "返回值",
    "錯誤碼",
    "返回碼",
    "錯誤代碼",
    "返回代碼",
];
/// Keys of other negative numbers in Chinese.
pub(super) const CHINESE_MEASURES: [&str; 8] = ["时区", "時區", "温度", "偏移", "偏移量", "经度", "纬度", "信号强度"];
pub(super) const CHINESE_FILLERS: [&str; 6] = ["【", "“", "”", "为", "是", "爲"];

/// What measures a number in the word after it.
pub(super) const UNITS: [&[u8]; 24] = [
    b"ms", b"us", b"ns", b"s", b"sec", b"secs", b"seconds", b"min", b"minutes", b"hours", b"days", b"db", b"dbm",
    b"px", b"kb", b"mb", b"gb", b"kib", b"mib", b"bytes", b"bps", b"hz", b"degrees", b"percent",
];
/// The same in Chinese, where no space need stand between.
pub(super) const CHINESE_UNITS: [&str; 11] =
    ["毫秒", "微秒", "纳秒", "秒", "分钟", "小时", "元", "字节", "分贝", "像素", "摄氏度"];
/// What joins the ends of a range: `-97～-64`, `从-97到-64`, `-97 to -64`.
pub(super) const JOINS: [&str; 7] = ["～", "〜", "—", "–", "至", "到", "to"];

/// Whether a word that ends in these two letters may be a key that holds codes, or a filler.
static ENDINGS: [[bool; 32]; 32] = {
    let mut endings = [[false; 32]; 32];
    allow(&CODES, &mut endings);
    allow(&ENDS, &mut endings);
    allow(&FILLERS, &mut endings);
    endings
};

const fn allow(words: &[&[u8]], endings: &mut [[bool; 32]; 32]) {
    let mut index = 0;
    while index < words.len() {
        let [.., last_but_one, last] = words[index] else { panic!("a key has two letters") };
        endings[letter(*last_but_one)][letter(*last)] = true;
        index += 1;
    }
}

/// A letter's place in the alphabet, in either case.
const fn letter(byte: u8) -> usize {
    (byte & 31) as usize
}

/// Whether a word that ends in these two letters, in either case, may be a key that holds codes, or a filler.
pub(super) fn may_end_a_key(last_but_one: u8, last: u8) -> bool {
    last_but_one.is_ascii_alphabetic() && last.is_ascii_alphabetic() && ENDINGS[letter(last_but_one)][letter(last)]
}
