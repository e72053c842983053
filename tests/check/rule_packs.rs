//! Rule packs as files: what is wrong in one is told with its place, those that come with the program are
//! right, and dismissing one requirement leaves the others.

use std::sync::Arc;

use nianbao::check::{CheckInput, ChosenPacks, Finding, PackProblem, RulePack, Severity, check};
use nianbao::form::{Form, SectionId, UnitKind};
use nianbao::report::Report;
use nianbao::richtext::{Level, Paragraph, RichText};

const HEAD: &str = "id = \"a\"\ntitle = \"某市通知\"\nsource = \"某发〔2024〕9号\"\n";

/// What follows the head, line and column of the mistake, what it is.
#[test]
fn every_mistake_has_its_place() {
    use PackProblem as P;
    let one = |fields: &str| format!("{HEAD}[[requirement]]\nname = \"甲\"\n{fields}\n");
    type Expected = (String, usize, usize, fn(&P) -> bool);
    let cases: Vec<Expected> = vec![
        (format!("{HEAD}[[requirement]\n"), 4, 15, |it| matches!(it, P::Syntax(_))),
        (one("limits = 3"), 6, 1, |it| matches!(it, P::Syntax(words) if words.contains("limits"))),
        (one("limit = \"三\""), 6, 9, |it| matches!(it, P::Syntax(_))),
        (one("section = \"seven\"\nlimit = 3"), 6, 11, |it| matches!(it, P::Syntax(words) if words.contains("seven"))),
        ("id = \"a b\"\ntitle = \"甲\"\nsource = \"乙\"".into(), 1, 6, |it| *it == P::Id),
        ("id = \"a\"\ntitle = \" \"\nsource = \"乙\"".into(), 2, 9, |it| *it == P::NoWords),
        (HEAD.into(), 1, 1, |it| *it == P::Empty),
        (format!("{HEAD}years = {{ from = 2025, until = 2024 }}\n[[requirement]]\nname=\"甲\"\nlimit=3"), 4, 9, |it| {
            *it == P::Years
        }),
        (one("limit = 3\n[[requirement]]\nname = \"甲\"\nlimit = 4"), 8, 8, |it| *it == P::SameName("甲".into())),
        (one(""), 4, 1, |it| *it == P::NotOneTest("甲".into())),
        (one("limit = 3\nphrases = [\"乙\"]"), 4, 1, |it| *it == P::NotOneTest("甲".into())),
        (one("limit = 3\ncount = true"), 7, 9, |it| *it == P::Misplaced("count")),
        (one("section = \"overview\"\npage_numbers = \"plain\""), 6, 11, |it| *it == P::Misplaced("section")),
        (one("order = [[\"甲\"], [\"乙\"]]"), 6, 9, |it| *it == P::Misplaced("order")),
        (one("phrases = []"), 6, 11, |it| *it == P::NoWords),
        (one("phrases = [\"甲\", \"\"]"), 6, 11, |it| *it == P::NoWords),
        (one("deadline = { month = 2, day = 30 }"), 6, 12, |it| *it == P::Day),
        (one("titles = [\"{unit}年报\"]"), 6, 10, |it| *it == P::Title),
        (one("section = \"overview\"\norder = [[\"甲\"]]"), 7, 9, |it| *it == P::Order),
    ];
    for (text, line, column, is) in cases {
        let error = RulePack::parse(&text).expect_err(&text);
        assert!(is(&error.problem), "{text}\n{error:?}");
        assert_eq!((error.line, error.column), (line, column), "{text}\n{error:?}");
    }
}

#[test]
fn the_packs_that_come_with_the_program_are_right() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/rules");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let pack = RulePack::parse(&std::fs::read_to_string(&path).unwrap());
        let pack = pack.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        // The installer for Windows takes away what it brought, file by file.
        let installer = include_str!("../../packaging/windows/installed.nsh");
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(installer.contains(&format!("rules\\{name}\"")), "{name}");
        // Found by its name in the folder.
        assert_eq!(path.file_stem().unwrap().to_str().unwrap(), pack.id);
        count += 1;
    }
    assert!(count >= 2);
}

/// A report that tells what Wuwei wants told keeps the pack; one number less is found, and that alone.
#[test]
fn what_wuwei_asks_for() {
    let text = "（一）主动公开情况。2025年，通过政府网站发布信息120条，政务新媒体发布信息85条，政府公报、公示栏发布信息16条。\
        全年发布政策解读12篇，回应社会关切9次。教育、医疗、就业、养老、公共资源配置等重点领域发布信息43条。\n\
        （二）依申请公开情况。收到的申请都按时答复。\n\
        （三）政府信息管理情况。全年制发行政规范性文件3件，废止1件，现行有效8件。\n\
        （四）政府信息公开平台建设情况。设立政府信息公开平台1个，开设政务公开专区2个。政府公报出刊4期，数字公报同步上线。\n\
        （五）监督保障情况。开展考核、社会评议，没有责任追究。";
    let found = |text: &str| of_pack(&county(text), &wuwei());
    assert_eq!(names(&found(text)), Vec::<String>::new());
    for (told, untold, name) in [
        ("政务新媒体发布信息85条", "政务新媒体建设不断加强", "政务新媒体发布信息数量"),
        ("全年发布政策解读12篇", "政策解读质量提高", "政策解读发布数量"),
        ("回应社会关切9次", "回应社会关切更加及时", "回应关切发布数量"),
        ("废止1件，", "", "行政规范性文件废止数量"),
        ("现行有效8件", "都按时备案", "行政规范性文件现行有效数量"),
        ("开设政务公开专区2个", "开设政务公开专区", "政务公开专区开设数量"),
        ("政府公报出刊4期，", "", "政府公报发刊数量"),
        ("数字公报同步上线", "内容更加丰富", "数字公报建设情况"),
    ] {
        assert!(text.contains(told));
        assert_eq!(names(&found(&text.replace(told, untold))), [name], "{untold}");
    }
    // A department need not tell of bulletins and places.
    let mut department = county(&text.replace("政府公报出刊4期，数字公报同步上线", "栏目按月检查"));
    department.unit.kind = UnitKind::Department;
    assert_eq!(names(&of_pack(&department, &wuwei())), Vec::<String>::new());
}

/// Several requirements may be about the same place: a reason lets one of them stand, not all.
#[test]
fn a_reason_is_for_one_requirement() {
    let mut report = county("2025年，工作有序。");
    let found = of_pack(&report, &wuwei());
    assert!(found.len() > 5 && found.iter().all(|one| one.places == found[0].places), "{found:#?}");
    let form = Form::of(report.form).unwrap();
    report.dismissed.push(found[0].dismissal(&report, form, "本县没有政务新媒体").unwrap());
    let again = of_pack(&report, &wuwei());
    assert_eq!(again.iter().filter(|one| one.is_open()).count(), found.len() - 1);
    assert_eq!(again[0].dismissed.as_deref(), Some("本县没有政务新媒体"));
    assert!(again.iter().all(|one| one.severity < Severity::Error));
}

fn county(text: &str) -> Report {
    let mut report = Report::new("青禾县人民政府", UnitKind::County, 2025);
    *report.prose_mut(SectionId::Overview) =
        RichText { paragraphs: text.lines().map(|line| Paragraph::new(Level::Body, line.trim())).collect() };
    report
}

fn wuwei() -> Arc<RulePack> {
    Arc::new(RulePack::parse(include_str!("../../assets/rules/wuwei-2025.toml")).unwrap())
}

fn of_pack(report: &Report, pack: &Arc<RulePack>) -> Vec<Finding> {
    let form = Form::of(report.form).unwrap();
    let packs = [Arc::clone(pack)];
    let found = check(&CheckInput::new(form, report).by_packs(ChosenPacks { packs: &packs, unknown: &[] }));
    found.into_iter().filter(|one| one.requirement.is_some()).collect()
}

fn names(found: &[Finding]) -> Vec<String> {
    found.iter().filter_map(|one| one.requirement.as_ref()).map(|one| one.name.clone()).collect()
}
