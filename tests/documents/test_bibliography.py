"""References and BibTeX entries, as a librarian would check them."""

from dataclasses import replace
from datetime import date

from documents.bibliography import NOTICE, Reference, bibtex, gbt7714

MAOJIAN = Reference(
    authors=("茅箭区人民政府办公室",),
    title="茅箭区推进新型智慧城市建设实施方案",
    number="茅政办发〔2022〕18号",
    published=date(2022, 7, 18),
    accessed=date(2026, 11, 22),
    address="https://policy.example/documents/420302-02df586f/",
    medium=NOTICE,
    key="420302-02df586f",
)


def test_a_policy_is_cited_after_the_national_standard():
    assert gbt7714(MAOJIAN) == (
        "茅箭区人民政府办公室. 茅箭区推进新型智慧城市建设实施方案: 茅政办发〔2022〕18号[EB/OL]. "
        "(2022-07-18)[2026-11-22]. https://policy.example/documents/420302-02df586f/."
    )


def test_what_the_text_does_not_say_is_left_out_and_never_invented():
    bare = replace(MAOJIAN, authors=(), number="", published=None)

    assert gbt7714(bare) == (
        "茅箭区推进新型智慧城市建设实施方案[EB/OL]. [2026-11-22]. https://policy.example/documents/420302-02df586f/."
    )
    assert "year" not in bibtex(bare)
    assert "number" not in bibtex(bare)


def test_joint_issuers_stand_in_their_order():
    both = replace(MAOJIAN, authors=("市政府办公室", "市财政局"))

    assert gbt7714(both).startswith("市政府办公室, 市财政局. ")
    assert "author = {{市政府办公室} and {市财政局}}" in bibtex(both)


def test_an_entry_has_a_key_fields_and_no_stray_command():
    nasty = replace(MAOJIAN, title="50%_提升 {A} \\input{x} & $1\n换行", key="快照 a#1")

    entry = bibtex(nasty)

    assert entry.startswith("@misc{a-1,\n")
    assert r"title = {{50\%\_提升 \{A\} \textbackslash{}input\{x\} \& \$1 换行}}" in entry
    assert entry.count("\n}") == 1
