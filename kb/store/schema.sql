-- A knowledge base, whole: the editions that were read, layer by layer, and what was refused.
-- Opens in Datasette or any SQLite tool as it is. The same tables hold one edition in the cache of parsed files.
-- `position` is the reading order, from 0. `page` is physical, from 1. `places`: [{"page", "printed_page", "boxes"}] in points
-- from the top left of the page as displayed. `glyphs`: where each character of the text stands (codec.py).

CREATE TABLE info (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    publisher TEXT,
    scope TEXT -- for whom it was written
) WITHOUT ROWID;

CREATE TABLE editions (
    id INTEGER PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents (id),
    label TEXT NOT NULL,
    rank INTEGER NOT NULL, -- 0: the document's newest
    position INTEGER NOT NULL, -- in the corpus, refused files counted
    file TEXT NOT NULL, -- its name in the corpus
    sha256 TEXT NOT NULL,
    media TEXT NOT NULL, -- pdf, txt or md
    title TEXT, -- as the file itself prints it
    date TEXT, data_until TEXT, valid_until TEXT, -- the manifest's
    date_found TEXT, -- the newest date in the file itself
    page_count INTEGER NOT NULL,
    fresh INTEGER NOT NULL, -- 1: read for this build, 0: taken from an earlier one
    seconds REAL NOT NULL, -- that reading took
    UNIQUE (document, label)
);

CREATE TABLE refused (
    position INTEGER PRIMARY KEY, -- in the corpus
    document TEXT NOT NULL, label TEXT, file TEXT NOT NULL,
    sha256 TEXT, -- null where there was nothing to open
    kind TEXT NOT NULL, why TEXT NOT NULL, advice TEXT NOT NULL,
    page INTEGER
);

CREATE TABLE notes (position INTEGER PRIMARY KEY, text TEXT NOT NULL); -- on the corpus as a whole

CREATE TABLE pages (
    edition INTEGER NOT NULL REFERENCES editions (id),
    number INTEGER NOT NULL,
    label TEXT, -- as printed on the paper
    width REAL NOT NULL, height REAL NOT NULL, -- points, as displayed
    ocr INTEGER NOT NULL, -- 1: its text came from recognition
    PRIMARY KEY (edition, number)
) WITHOUT ROWID;

CREATE TABLE sections (
    edition INTEGER NOT NULL REFERENCES editions (id),
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    number TEXT,
    title TEXT NOT NULL,
    level INTEGER NOT NULL,
    parent TEXT,
    page INTEGER NOT NULL, places TEXT NOT NULL, glyphs BLOB NOT NULL,
    PRIMARY KEY (edition, position), UNIQUE (edition, id),
    FOREIGN KEY (edition, parent) REFERENCES sections (edition, id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE passages (
    edition INTEGER NOT NULL REFERENCES editions (id),
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    section TEXT,
    text TEXT NOT NULL,
    depth INTEGER NOT NULL, -- of a list item
    ocr INTEGER NOT NULL,
    page INTEGER NOT NULL, places TEXT NOT NULL, glyphs BLOB NOT NULL,
    PRIMARY KEY (edition, position), UNIQUE (edition, id),
    FOREIGN KEY (edition, section) REFERENCES sections (edition, id)
);
CREATE INDEX passages_by_page ON passages (edition, page);

CREATE TABLE tables (
    edition INTEGER NOT NULL REFERENCES editions (id),
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    number TEXT,
    caption TEXT,
    section TEXT,
    passage TEXT NOT NULL,
    header_rows INTEGER NOT NULL,
    page INTEGER NOT NULL,
    pages TEXT NOT NULL, -- every page it touches
    confidence REAL NOT NULL, reasons TEXT NOT NULL, -- 0 to 1, and what lowered it
    caption_glyphs BLOB,
    PRIMARY KEY (edition, position), UNIQUE (edition, id),
    FOREIGN KEY (edition, section) REFERENCES sections (edition, id),
    FOREIGN KEY (edition, passage) REFERENCES passages (edition, id)
);
CREATE INDEX tables_by_passage ON tables (edition, passage);

CREATE TABLE cells (
    edition INTEGER NOT NULL,
    position INTEGER NOT NULL, -- in the edition
    table_id TEXT NOT NULL,
    row INTEGER NOT NULL, col INTEGER NOT NULL, rowspan INTEGER NOT NULL, colspan INTEGER NOT NULL,
    text TEXT NOT NULL,
    page INTEGER NOT NULL,
    box TEXT, -- [x0, y0, x1, y1]; null in a source without pages
    glyphs BLOB NOT NULL,
    PRIMARY KEY (edition, position),
    FOREIGN KEY (edition, table_id) REFERENCES tables (edition, id)
);
CREATE INDEX cells_by_table ON cells (edition, table_id);

CREATE TABLE figures (
    edition INTEGER NOT NULL REFERENCES editions (id),
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    number TEXT,
    caption TEXT,
    section TEXT,
    page INTEGER NOT NULL,
    box TEXT NOT NULL,
    caption_glyphs BLOB,
    PRIMARY KEY (edition, position), UNIQUE (edition, id),
    FOREIGN KEY (edition, section) REFERENCES sections (edition, id)
);

CREATE TABLE recommendations (
    edition INTEGER NOT NULL REFERENCES editions (id),
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    passage TEXT NOT NULL,
    text TEXT NOT NULL,
    strength TEXT NOT NULL,
    grade TEXT,
    section TEXT,
    page INTEGER NOT NULL, places TEXT NOT NULL, glyphs BLOB NOT NULL,
    PRIMARY KEY (edition, position), UNIQUE (edition, id),
    FOREIGN KEY (edition, section) REFERENCES sections (edition, id),
    FOREIGN KEY (edition, passage) REFERENCES passages (edition, id)
);
CREATE INDEX recommendations_by_passage ON recommendations (edition, passage);

CREATE TABLE bibliography (
    edition INTEGER NOT NULL REFERENCES editions (id),
    position INTEGER NOT NULL,
    label TEXT, -- the printed number
    text TEXT NOT NULL,
    authors TEXT NOT NULL, -- a JSON list
    title TEXT, container TEXT, year INTEGER, volume TEXT, pages TEXT, doi TEXT,
    page INTEGER NOT NULL, places TEXT NOT NULL, glyphs BLOB NOT NULL,
    PRIMARY KEY (edition, position)
);

CREATE TABLE citations (
    edition INTEGER NOT NULL REFERENCES editions (id),
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    section TEXT,
    passage TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    targets TEXT NOT NULL, -- a JSON list: labels in the bibliography, or positions from 1
    status TEXT NOT NULL, why TEXT,
    page INTEGER NOT NULL, places TEXT NOT NULL, glyphs BLOB NOT NULL,
    PRIMARY KEY (edition, position),
    FOREIGN KEY (edition, section) REFERENCES sections (edition, id),
    FOREIGN KEY (edition, passage) REFERENCES passages (edition, id)
);
CREATE INDEX citations_by_passage ON citations (edition, passage);

CREATE TABLE quantities (
    edition INTEGER NOT NULL REFERENCES editions (id),
    position INTEGER NOT NULL,
    low REAL, high REAL, -- null: open
    unit TEXT NOT NULL,
    strict_low INTEGER NOT NULL, strict_high INTEGER NOT NULL, -- 1: < rather than ≤
    passage TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    page INTEGER NOT NULL, places TEXT NOT NULL, glyphs BLOB NOT NULL,
    PRIMARY KEY (edition, position),
    FOREIGN KEY (edition, passage) REFERENCES passages (edition, id)
);
CREATE INDEX quantities_by_passage ON quantities (edition, passage);

CREATE TABLE doses (
    edition INTEGER NOT NULL REFERENCES editions (id),
    position INTEGER NOT NULL,
    low REAL NOT NULL, high REAL NOT NULL, -- Gy
    fractions_low INTEGER, fractions_high INTEGER,
    role TEXT NOT NULL, technique TEXT NOT NULL, indication TEXT,
    passage TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    page INTEGER NOT NULL, places TEXT NOT NULL, glyphs BLOB NOT NULL,
    PRIMARY KEY (edition, position),
    FOREIGN KEY (edition, passage) REFERENCES passages (edition, id)
);
CREATE INDEX doses_by_passage ON doses (edition, passage);

CREATE TABLE calculators ( -- compiled from the edition's tables and sentences
    edition INTEGER NOT NULL REFERENCES editions (id),
    position INTEGER NOT NULL,
    slug TEXT NOT NULL,
    kind TEXT NOT NULL, name TEXT NOT NULL,
    status TEXT NOT NULL, why TEXT,
    page INTEGER,
    body TEXT NOT NULL, -- whole, in JSON (kb/calculators/contract.py); its edition's label is the one of `editions`
    PRIMARY KEY (edition, position), UNIQUE (edition, slug)
);

CREATE TABLE furniture ( -- what the page prints and the guideline does not say
    edition INTEGER NOT NULL REFERENCES editions (id),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    page INTEGER NOT NULL, places TEXT NOT NULL, glyphs BLOB NOT NULL,
    PRIMARY KEY (edition, position)
);

CREATE TABLE dropped (
    edition INTEGER NOT NULL REFERENCES editions (id),
    position INTEGER NOT NULL,
    page INTEGER, -- null: the whole file
    what TEXT NOT NULL, why TEXT NOT NULL,
    PRIMARY KEY (edition, position)
);
