//! Source code with definitions of codes, as people write it.

use super::kinds::{check, listed};

#[test]
fn codes_of_source_text_are_found_in_whatever_way_they_are_written() {
    check(&[
        (
            "counted.go",
            "const (\n\tA Code = iota + 100 // a is bad\n\tB // b is bad\n)\n",
            &["100 a is bad symbol=A", "101 b is bad symbol=B"],
        ),
        (
            "map.go",
            "const (\n\tCodeOK = 0\n\tCodeBad = 4001\n)\nvar text = map[int]string{\n\tCodeOK: \"fine\",\n\tCodeBad: \"bad \
             request\",\n\terrno.CodeElse: \"something else\",\n}\n",
            &["0 fine symbol=CodeOK", "4001 bad request symbol=CodeBad", "CodeElse something else"],
        ),
        (
            "array.c",
            "static struct err t[] = {\n  { -1, \"EPERM\", \"not permitted\" },\n  { ENOENT, \"no file\" },\n};\ncase 5: return \
             \"five\";\n",
            &["-1 not permitted symbol=EPERM", "ENOENT no file", "5 five"],
        ),
        (
            "list.rs",
            "codes! {\n    /// 404 Not Found\n    (404, NOT_FOUND, \"Not Found\");\n}\n",
            &["404 Not Found symbol=NOT_FOUND"],
        ),
        (
            "macro.h",
            "XX(E_ONE, 5, \"one of five\")\nXX(E2BIG, \"list too long\")\n",
            &["5 one of five symbol=E_ONE", "E2BIG list too long"],
        ),
        (
            "computed.h",
            "#define\tS_ERR\t1 /* err */\n#define S_MISS (S_ERR | (1<<8))\n#define S_NT ((NTSTATUS)0xC0000005L)\n#define F(x) (x + 1)\n",
            &["1 err symbol=S_ERR", "257  symbol=S_MISS", "0xC0000005  symbol=S_NT"],
        ),
        ("first.go", "const (\n\t_ = iota\n\tErrA // a\n\tErrB // b\n)\n", &["1 a symbol=ErrA", "2 b symbol=ErrB"]),
        (
            "long.h",
            "#define E_X 5   /* some text that\n                   goes on */\n#define E_Y (E_X + 1)\n/* was never there */\n#define \
             E_Z 0x1F\n",
            &["5 some text that goes on symbol=E_X", "6  symbol=E_Y", "0x1F was never there symbol=E_Z"],
        ),
        ("Text.java", "enum Err {\n  BAD(\"E1002\", \"it is bad\");\n}\n", &["E1002 it is bad symbol=BAD"]),
        (
            "summary.cs",
            "enum E {\n  /// <summary>not there</summary>\n  NotFound = 404,\n}\n",
            &["404 not there symbol=NotFound"],
        ),
        (
            "keys.ts",
            "const t = {\n  1001: \"one\",\n  'E2': 'two',\n  [Err.NotFound]: \"not found\",\n};\n",
            &["1001 one", "E2 two", "NotFound not found"],
        ),
        ("keys.php", "<?php\nreturn [\n    10001 => 'is bad',\n];\n", &["10001 is bad"]),
    ]);
}

#[test]
fn records_in_source_text_are_rows_over_one_line_or_several() {
    check(&[
        (
            "codes.ts",
            "const codes = [\n  {\n    code: \"E400\",\n    name: \"BAD\", // { no record }\n    description: \"It was malformed\",\n    \
             solutions: [\"check a\", \"check b\"]\n  },\n  { code: 'GONE', status: 404, description: 'not here, really' },\n]\n",
            &[
                "E400 It was malformed symbol=BAD note=solutions: check a, check b",
                "GONE not here, really note=status: 404",
            ],
        ),
        (
            "errors.py",
            "ERRORS = [\n    {\n        \"code\": 7,\n        \"message\": \"one \"\n            \"and more\",\n    },\n]\n",
            &["7 one and more"],
        ),
        (
            "errors.go",
            "var errs = []*E{\n  {\n    Code: 1001,\n    Message: \"bad\",\n  },\n  {\n    Code: 1002,\n    Message: \"worse\",\n  },\n}\n",
            &["1001 bad", "1002 worse"],
        ),
        (
            "named.js",
            "module.exports = {\n  NOT_FOUND: {\n    code: 404,\n    message: \"absent\",\n  },\n};\n",
            &["404 absent symbol=NOT_FOUND"],
        ),
        (
            "listed.h",
            "#define CODES(E) \\\n\tE(ESUCCESS, \"no error\") \\\n\tE(EBADF, \"bad\")\n",
            &["ESUCCESS no error", "EBADF bad"],
        ),
    ]);
}

#[test]
fn what_only_looks_like_a_code_in_source_text_is_none() {
    check(&[
        (
            "fields.proto",
            "enum Code {\n  OK = 0; // fine\n}\nmessage Answer { string Name = 1; }\nif (X = 5) {\nlet y = foo(Z, 5);\n",
            &["0 fine symbol=OK"],
        ),
        (
            "types.ts",
            "interface Failure {\n  code: number;\n  message: string;\n}\ntype F = { code: string, message: string };\nreply({ code: \
             err.code, message: 'failed' });\nreply({ code: 500, message: err.message });\nconst E_A = 5; // five\n",
            &["5 five symbol=E_A"],
        ),
    ]);
}

#[test]
fn a_member_whose_value_is_not_in_the_file_is_named_and_so_are_those_that_count_on_from_it() {
    let text = "enum {\n  E_A = 1, // a\n  E_B = E_BASE, // b\n  E_C, // c\n  E_D = 7, // d\n  E_E, // e\n};\n";
    let (rows, errors) = listed("unknown.h", text, &[]);
    assert_eq!(rows, ["1 a symbol=E_A", "7 d symbol=E_D", "8 e symbol=E_E"]);
    assert_eq!(errors, "unknown.h:3: this row has no code: E_B = E_BASE,\nunknown.h:4: this row has no code: E_C,\n");
}
