//! Codes in source text whose statements have several values, go on over several lines, or share one.

use super::kinds::{check, listed};

#[test]
fn options_after_a_value_leave_it_as_it_is_and_give_its_text() {
    check(&[
        (
            "options.proto",
            "enum Code {\n  USER_GONE = 10001 [(errors.code) = 404];\n  TOKEN = 10003 [(msg) = \"令牌过期\"];\n  LONG = 10004 [\n    \
             (errors.code) = 500,\n    (msg) = \"it took long\"\n  ];\n  OLD = 10006 [deprecated = true]; // 旧\n}\n",
            &[
                "10001  symbol=USER_GONE",
                "10003 令牌过期 symbol=TOKEN",
                "10004 it took long symbol=LONG",
                "10006 旧 symbol=OLD",
            ],
        ),
        ("doc.thrift", "enum E {\n  A = 1 (doc = \"is bad\"),\n}\n", &["1 is bad symbol=A"]),
    ]);
}

#[test]
fn constructors_are_read_whole_however_many_lines_they_take() {
    check(&[(
        "Long.java",
        "public enum Long {\n  MULTI(\n    10005,\n    \"跨行的消息\"\n  ),\n  WRAP(10006,\n    \"换行的消息\"),\n  JOINED(10007, \"前半\"\n    + \
         \"后半\"),\n  ONE(1, \"一\"), TWO(2, \"二\"),\n  // 在上面\n  ABOVE(\n    10008\n  ),\n  LAST(10009, \"last\");\n  private final int \
         code;\n  Long(int code, String text) {\n    this.code = code;\n  }\n}\n",
        &[
            "10005 跨行的消息 symbol=MULTI",
            "10006 换行的消息 symbol=WRAP",
            "10007 前半后半 symbol=JOINED",
            "1 一 symbol=ONE",
            "2 二 symbol=TWO",
            "10008 在上面 symbol=ABOVE",
            "10009 last symbol=LAST",
        ],
    )]);
}

#[test]
fn the_name_of_a_constant_is_neither_its_type_nor_one_of_its_values() {
    check(&[
        ("Status.java", "enum E {\n  H(HttpStatus.NOT_FOUND, 4, \"带状态\");\n}\n", &["4 带状态 symbol=H"]),
        (
            "Codes.java",
            "public interface Codes {\n  ErrorCode AUTH = new ErrorCode(1_002_000_001, \"登录失败，账号被禁用\");\n  String SIGN = \
             \"A1002\"; // 签名错误\n}\n",
            &["1002000001 登录失败，账号被禁用 symbol=AUTH", "A1002 签名错误 symbol=SIGN"],
        ),
        ("typed.go", "const ErrBad Code = 5 // bad\n", &["5 bad symbol=ErrBad"]),
    ]);
}

#[test]
fn texts_in_two_languages_are_the_meanings_in_both() {
    check(&[
        (
            "Both.java",
            "enum E {\n  A(10001, \"参数错误\", \"Bad parameter\"),\n  B(10002, \"Not found\", \"未找到\"),\n  C(\"成功\", 200);\n}\n",
            &["10001 参数错误Bad parameter symbol=A", "10002 未找到Not found symbol=B", "200 成功 symbol=C"],
        ),
        ("both.py", "class E:\n    GONE = (20001,\"未找到\",\"Not found\")\n", &["20001 未找到Not found symbol=GONE"]),
        (
            "both.ts",
            "const E = {\n  GONE: {code: 7,message:'未找到',en:'Not found'},\n}\n",
            &["7 未找到Not found symbol=GONE"],
        ),
        (
            "both.go",
            "var ErrUser = NewErr(40001,\"用户不存在\",\"No such user\")\n",
            &["40001 用户不存在No such user symbol=ErrUser"],
        ),
        (
            "further.go",
            "var ErrUser = NewErr(40001,\"EUSER\",\"no such user\",\"ask the owner\")\n",
            &["40001 no such user symbol=ErrUser spellings=EUSER note=ask the owner"],
        ),
    ]);
}

#[test]
fn texts_are_what_their_literals_say() {
    check(&[(
        "Text.java",
        "enum E {\n  A(1, \"含\\\"引号\\\"\"),\n  B(2, \"\\u53c2\\u6570\"),\n  C(3, \"前半\" + \"后半\"),\n  D(4, \"用户\" + name + \"不存在\");\n}\n",
        &["1 含\"引号\" symbol=A", "2 参数 symbol=B", "3 前半后半 symbol=C", "4 用户…不存在 symbol=D"],
    )]);
}

#[test]
fn maps_from_codes_to_several_texts_are_rows() {
    check(&[
        (
            "map.go",
            "var msgs = map[int]Msg{\n\t60001: {Zh: \"六万一\", En: \"Sixty one\"},\n\t60002: {\n\t\tZh: \"六万二\",\n\t\tEn: \"Sixty \
             two\",\n\t},\n}\n",
            &["60001 六万一Sixty one", "60002 六万二Sixty two"],
        ),
        (
            "map.py",
            "ERRORS = {\n    20003: (\"三\",\"Three\"),\n    20004: (\n        \"四\",\n        \"Four\",\n    ),\n    20005: \
             {\"zh\":\"五\",\"en\":\"Five\"},\n    20006: \"六\"\n}\nMORE = {20007: \"七\", 20008: (\"八\", \"Eight\")}\n",
            &["20003 三Three", "20004 四Four", "20005 五Five", "20006 六", "20007 七", "20008 八Eight"],
        ),
    ]);
}

#[test]
fn attributes_above_and_beside_a_member_give_its_meaning() {
    check(&[(
        "Code.cs",
        "enum Code {\n  [Description(\"参数错误\")]\n  Param = 1001,\n  [Description(\"same line\")] Same = 1002,\n  [Display(Name = \
         \"shown\")]\n  [Obsolete]\n  Old = 1003,\n}\n",
        &["1001 参数错误 symbol=Param", "1002 same line symbol=Same", "1003 shown symbol=Old"],
    )]);
}

#[test]
fn a_macro_goes_on_after_a_backslash_with_its_value_or_its_comment() {
    check(&[(
        "next.h",
        "#define ERR_NEXT 30009 \\\n/* 续行 */\n#define ERR_M 30010\n#define ERR_BELOW \\\n  30011 /* 下一行 */\n",
        &["30009 续行 symbol=ERR_NEXT", "30010  symbol=ERR_M", "30011 下一行 symbol=ERR_BELOW"],
    )]);
}

#[test]
fn a_map_whose_keys_are_members_says_what_these_mean() {
    let members = "from enum import IntEnum\nclass E(IntEnum):\n    SIGN = 10002  # 签名\n    NEXT = 10003  #无空格\n";
    check(&[
        (
            "lines.py",
            &format!("{members}MSG = {{\n    E.SIGN: \"签名错误哦\",\n    30001: \"字典一\",\n}}\n"),
            &["10002 签名错误哦 symbol=SIGN", "10003 无空格 symbol=NEXT", "30001 字典一"],
        ),
        (
            "line.py",
            &format!("{members}MSG = {{ E.SIGN: \"Bad signature\", 30001: \"字典一\" }}\n"),
            &["10002 签名Bad signature symbol=SIGN", "10003 无空格 symbol=NEXT", "30001 字典一"],
        ),
    ]);
}

#[test]
fn values_that_only_a_program_could_compute_are_named() {
    let text = "#define ERR_A 1\n#define ERR_MADE MAKE_ERR(1, 5)\n";
    let (rows, errors) = listed("made.h", text, &[]);
    assert_eq!(rows, ["1  symbol=ERR_A"]);
    assert_eq!(errors, "made.h:2: this row has no code: #define ERR_MADE MAKE_ERR(1, 5)\n");
    let text = "enum E {\n  A(1, \"one\"),\n  B(CODES[2], X),\n}\n";
    let (rows, errors) = listed("Made.java", text, &[]);
    assert_eq!(rows, ["1 one symbol=A"]);
    assert_eq!(errors, "Made.java:3: this row has no code: B(CODES[2], X),\n");
}

#[test]
fn members_after_a_macro_in_an_enumeration_are_named() {
    let text = "enum E {\n  E_A, /* a */\n  MORE_CODES(E_B)\n  E_C,\n};\n";
    let (rows, errors) = listed("made.h", text, &[]);
    assert_eq!(rows, ["0 a symbol=E_A"]);
    assert_eq!(errors, "made.h:4: this row has no code: E_C,\n");
}

#[test]
fn constants_and_records_of_one_file_are_read_both() {
    check(&[(
        "both.ts",
        "export const MAX_RETRY = 3;\nexport enum Code {\n  SIGN = 10002, // 签名错误\n  TOKEN = 10003,\n}\nexport const E = [\n  { code: 20001, \
         message: '未找到', solution: '检查' },\n  { code: Code.TOKEN, message: 'bad token', solution: 'log in' },\n  {\n    code: 20003,\n    message: \
         'third',\n  },\n  { code: 20004, message: 'fourth' },\n];\n",
        &[
            "10002 签名错误 symbol=SIGN",
            "20001 未找到 hint_zh=检查",
            "10003 bad token symbol=TOKEN hint_en=log in",
            "20003 third",
            "20004 fourth",
        ],
    )]);
}

#[test]
fn attributes_that_are_conditions_are_no_meanings_and_members_that_hold_data_count() {
    check(&[(
        "kinds.rs",
        "pub enum Kind {\n    Io(std::io::Error),\n    #[cfg(feature = \"http\")]\n    /// it is late\n    TooLate,\n}\n\
         match self {\n    Kind::TooLate => write!(f, \"too late for it\"),\n}\n",
        &["1 too late for it symbol=TooLate"],
    )]);
}

#[test]
fn the_parameters_of_a_constructor_say_which_value_is_the_code() {
    check(&[
        (
            "Http.java",
            "public enum Http {\n  A(404, 20001, \"参数错误\"),\n  B(500, 20002, \"broken\");\n  private Http(int status,\n    int code, String \
             message) {\n  }\n}\n",
            &["20001 参数错误 symbol=A", "20002 broken symbol=B"],
        ),
        (
            "Http.kt",
            "enum class Http(val status: Int, val code: Int) {\n  A(404, 20001), // is bad\n  B(500, 20002);\n}\n",
            &["20001 is bad symbol=A", "20002  symbol=B"],
        ),
    ]);
}

#[test]
fn a_member_with_a_body_ends_no_enumeration() {
    let text = "enum E {\n  A(1, \"one\") {\n    boolean again() { return true; }\n  },\n  B(BASE + 1, \"two\"),\n  C(3, \"three\");\n  \
                E(int code, String text) {\n  }\n  Object of(int code) {\n    return Objects.requireNonNull(find(code), \"none 5\");\n  }\n}\n";
    let (rows, errors) = listed("Body.java", text, &[]);
    assert_eq!(rows, ["1 one symbol=A", "3 three symbol=C"]);
    assert_eq!(errors, "Body.java:5: this row has no code: B(BASE + 1, \"two\"),\n");
}

#[test]
fn a_comment_in_chinese_beside_an_english_text_is_the_meaning_in_chinese() {
    check(&[("Said.java", "enum E {\n  A(1, \"bad thing\"), // 坏东西\n}\n", &["1 坏东西bad thing symbol=A"])]);
}

#[test]
fn texts_stand_apart_from_their_codes_in_each_language_of_programs() {
    check(&[
        (
            "names.c",
            "enum err { E_FULL = -1, E_RING };\nconst char *names[] = {\n    [E_FULL] = \"queue is full\",\n    [E_RING] = \"环满\",\n};\n",
            &["-1 queue is full symbol=E_FULL", "0 环满 symbol=E_RING"],
        ),
        (
            "Code.php",
            "<?php\nclass Code {\n    /**\n     * @Message(\"服务器错误\")\n     */\n    const SERVER_ERROR = 500;\n}\n",
            &["500 服务器错误 symbol=SERVER_ERROR"],
        ),
        ("code.swift", "enum E: Int {\n    case notFound = 404 // 未找到\n}\n", &["404 未找到 symbol=notFound"]),
        (
            "arms.rs",
            "match self {\n    Kind::TooLate(_) => write!(f, \"it is late\"),\n    DuplicateField(ref field) => \"a field comes twice\",\n}\n",
            &["TooLate it is late", "DuplicateField a field comes twice"],
        ),
        (
            "switch.go",
            "const CodeBad = 5\nfunc text(c int) string {\n\tswitch c {\n\tcase CodeBad:\n\t\treturn \"is bad\"\n\t}\n}\n",
            &["5 is bad symbol=CodeBad"],
        ),
    ]);
}
