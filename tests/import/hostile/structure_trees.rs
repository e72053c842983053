//! Structure trees of PDF files that loop, nest, lie about where they are, or say far too much.

use super::Case;
use crate::growing::tagged_pages::tagged;

pub fn cases() -> Vec<Case> {
    let read: &[&str] = &["read", "NoText", "Broken"];
    let case = |name: &str, bytes, outcomes| Case { name: format!("structure tree: {name}"), bytes, outcomes };
    let draw = "/Figure<</MCID 0>>BDC q 99 0 0 99 9 9 cm /X Do Q EMC BT /F 9 Tf 72 700 Td (some words) Tj ET";
    let of = |kids: &str, objects: &str| tagged(kids, objects, draw);
    let figure = |words: &str| format!("<</S/Figure/Pg 3 0 R/K 0/Alt({words})>>");
    let long = "word ".repeat(200_000);
    let chained = |count: usize| -> String {
        (20..20 + count).map(|at| format!("{at} 0 obj<</S/Sect/K {} 0 R>>endobj\n", at + 1)).collect()
    };
    vec![
        case("its root is its own kid", of("8 0 R", ""), read),
        case("its root is its kid a thousand times", of(&format!("[{}]", "8 0 R ".repeat(1_000)), ""), read),
        case(
            "two nodes that hold each other",
            of("20 0 R", "20 0 obj<</S/P/K[21 0 R 21 0 R]>>endobj\n21 0 obj<</S/P/K[20 0 R 20 0 R]>>endobj\n"),
            read,
        ),
        case("a list that holds itself", of("20 0 R", &format!("20 0 obj[{}]endobj\n", "20 0 R ".repeat(5_000))), read),
        case("references in a circle", of("20 0 R", "20 0 obj 21 0 R endobj\n21 0 obj 20 0 R endobj\n"), read),
        case("a reference to itself", of("20 0 R", "20 0 obj 20 0 R endobj\n"), read),
        case("a reference to nothing", of("[99999 0 R 20 65535 R -1 0 R]", ""), read),
        case("a chain of nodes", of("20 0 R", &chained(15_000)), read),
        case(
            "a chain that ends where it began",
            of("20 0 R", &(chained(5_000) + "5020 0 obj<</K 8 0 R>>endobj\n")),
            read,
        ),
        case("nodes within nodes", of(&"<</S/Sect/K".repeat(300_000), ""), read),
        case("lists within lists", of(&"[".repeat(1_000_000), ""), read),
        case(
            "nodes within nodes that end",
            of(&format!("{}0{}", "<</K[".repeat(50_000), "]>>".repeat(50_000)), ""),
            read,
        ),
        case("a million kids", of(&format!("[{}]", "0 ".repeat(1_000_000)), ""), read),
        case(
            "the same long node again and again",
            of(&format!("[{}]", "20 0 R ".repeat(100_000)), &format!("20 0 obj{}endobj\n", figure(&long))),
            read,
        ),
        case("a figure of a million characters", of(&figure(&long), ""), read),
        case(
            "a hundred figures of a hundred thousand",
            of(&format!("[{}]", figure(&"word ".repeat(20_000)).repeat(100)), ""),
            read,
        ),
        case("a million spaces", of(&figure(&" ".repeat(1_000_000)), ""), read),
        case("words that never end", of("<</S/Figure/Pg 3 0 R/K 0/Alt(word", &long), read),
        case("brackets in words", of(&figure(&format!("{}{}", "(".repeat(200_000), ")".repeat(200_000))), ""), read),
        case("escapes in words", of(&figure(&"\\377\\376\\000".repeat(100_000)), ""), read),
        case("words in halves of characters", of("<</S/Figure/Pg 3 0 R/K 0/Alt<FEFFD800D800DC00D8>>>", ""), read),
        case(
            "controls and directions in words",
            of("<</S/Figure/Pg 3 0 R/K 0/Alt<FEFF001B202E0007202E0000>>>", ""),
            read,
        ),
        case("numbers that no content has", of("[-1 2147483647 2147483648 -99999999999999999999 1e99 0.5]", ""), read),
        case(
            "a page that is none",
            of("<</S/Figure/Alt(a)/Pg 8 0 R/K[0<</MCID 0/Pg 99 0 R>><</MCID 0/Pg 20 0 R>>]>>", ""),
            read,
        ),
        case("kinds that are none", of("<</S 8 0 R/Alt 8 0 R/Pg 0/K<</S[/Figure]/Alt[(a)]/K(a)>>>>", ""), read),
        case(
            "a parent tree that holds itself",
            of("0", "9 0 obj<</Kids[9 0 R 9 0 R]/Limits[5 -5]/Nums[0 9 0 R]>>endobj\n"),
            read,
        ),
        case(
            "a parent tree that lies",
            of(&figure("a"), "9 0 obj<</Nums[-1 8 0 R 2147483648 99 0 R(a)(b) 0]/Limits(a)>>endobj\n"),
            read,
        ),
        case(
            "a parent tree of a million numbers",
            of(&figure("a"), &format!("9 0 obj<</Nums[{}]>>endobj\n", "0 8 0 R ".repeat(120_000))),
            read,
        ),
        case(
            "marked content that names a property in a circle",
            {
                let content = "/Figure/MC0 BDC q 99 0 0 99 9 9 cm /X Do Q EMC BT /F 9 Tf (some words) Tj ET";
                tagged(&figure("a"), "", content)
            },
            read,
        ),
    ]
}
