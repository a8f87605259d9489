"""A few passages made by hand, as the store gives them to the index: what tests of the search are asked of."""

from __future__ import annotations

from kb.search.entries import Entry

BONE, RAYS, RADIO = "os-poumon", "rayons", "interventionnel"
TITLES = {
    BONE: "Métastases osseuses des cancers bronchiques",
    RAYS: "Radiothérapie de l’os",
    RADIO: "Gestes percutanés",
}
SCOPES = {BONE: "cancers bronchiques", RAYS: "cancers bronchiques", RADIO: None}


def entry(document: str, passage: str, text: str, section: str = "Généralités", **facts: object) -> Entry:
    """A passage of the document's edition 2024, unless `facts` say otherwise."""
    given: dict[str, object] = {
        "document": document, "edition": "2024", "latest": True, "passage": passage, "kind": "paragraph", "text": text,
        "page": 1, "section_number": None, "section_path": (section,), "title": TITLES[document],
        "scope": SCOPES[document],
    }  # fmt: skip
    return Entry(**(given | facts))  # type: ignore[arg-type]


def small_corpus() -> list[Entry]:
    """Thirty passages of three documents, one of them in two editions."""
    table = {"caption": "Fractionnement selon l’indication", "section": "Doses"}
    return [
        entry(BONE, "b1", "Les métastases osseuses sont fréquentes : 30 à 40 % des patients en ont une."),
        entry(BONE, "b2", "Le dénosumab (120 mg) ne demande pas d’adaptation à la fonction rénale.", "Anti-résorptifs"),
        entry(
            BONE, "b3", "L’acide zolédronique est contre-indiqué si la clairance est < 30 mL/min.", "Anti-résorptifs"
        ),
        entry(BONE, "b4", "Le score de Mirels prédit la fracture d’un os long.", "Score de Mirels"),
        entry(BONE, "b5", "score ≥ 9 : chirurgie prophylactique", "Score de Mirels", kind="item"),
        entry(BONE, "b6", "score = 8 : discussion en RCP", "Score de Mirels", kind="item"),
        entry(BONE, "b7", "De 7 à 12 points, la lésion est potentiellement instable.", "Score SINS"),
        entry(BONE, "b8", "Frankel A : déficit complet. Frankel D : marche possible.", "Classification de Frankel"),
        entry(BONE, "b9", "La charnière T12-L1 est une zone à risque.", "Rachis"),
        entry(BONE, "b10", "On appelle évènement osseux (EO) une fracture ou une compression.", "Généralités"),
        entry(BONE, "b11", "Un EO réduit la mobilité et altère la qualité de vie.", "Généralités"),
        entry(
            BONE,
            "b12",
            "La radiothérapie postopératoire commence entre 15 jours et 4 semaines après l’intervention chirurgicale.",
            "Après chirurgie",
        ),
        entry(RAYS, "r1", "Une ré-irradiation est possible, le plus souvent en conditions stéréotaxiques.", "Reprises"),
        entry(RAYS, "r2", "La stéréotaxie n’est pas recommandée en cas de compression médullaire.", "Stéréotaxie"),
        entry(RAYS, "r3", "Les métastases oligo-métastatiques relèvent de 35 Gy en cinq fractions.", "Stéréotaxie"),
        entry(RAYS, "r4", "Une dose de 8 Gy en une séance soulage aussi vite mais moins longtemps.", "Doses"),
        entry(RAYS, "r5", "Il est recommandé de délivrer 30 Gy en dix fractions.", "Doses", kind="recommendation"),
        entry(RAYS, "r6", "À la moelle, ne pas dépasser 17 Gy en 2 fractions.", "Limites"),
        entry(
            RAYS,
            "t1",
            "Indication | Dose\nCompression médullaire inopérable | 30 Gy en dix fractions",
            kind="table",
            **table,
        ),
        entry(
            RAYS, "t1", "Compression médullaire inopérable — Dose : 30 Gy en dix fractions", kind="row", row=1, **table
        ),
        entry(
            RAYS,
            "r7",
            "L’irradiation postopératoire commence entre 15 jours et 4 semaines après l’intervention chirurgicale.",
            "Après chirurgie",
        ),
        entry(
            RAYS,
            "r8",
            "La poussée douloureuse (pain flare) survient chez 14 à 68 % des patients et cède aux corticoïdes.",
            "Effets",
        ),
        entry(
            RAYS,
            "o8",
            "La poussée douloureuse (pain flare) survient chez 10 à 40 % des patients et cède aux corticoïdes.",
            "Effets",
            edition="2022",
            latest=False,
        ),
        entry(
            RAYS,
            "o9",
            "Le vémurafénib augmente la radiosensibilité de la peau.",
            "Effets",
            edition="2022",
            latest=False,
        ),
        entry(RADIO, "i1", "La cimentoplastie soulage dans 80 % des cas ; une fuite de ciment est possible.", "Ciment"),
        entry(RADIO, "i2", "La sonde de radiofréquence atteint de 55 à 100 °C.", "Radiofréquence"),
        entry(RADIO, "i3", "Un stimulateur cardiaque contre-indique la radiofréquence.", "Radiofréquence"),
        entry(RADIO, "i4", "Les métastases du cancer du sein répondent bien à l’embolisation.", "Embolisation"),
        entry(RADIO, "i5", "Townsend PW. Role of postoperative radiation. J Clin Oncol 1994.", kind="reference"),
        entry(RADIO, "i6", "La vertébroplastie consolide une vertèbre.", "Ciment", page=3),
    ]
