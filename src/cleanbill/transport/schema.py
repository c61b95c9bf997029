"""The tables of the store, in SQL that SQLite and PostgreSQL both take. `{bytes}` is the one word they differ in.

Times are UTC as text (2026-11-27T13:00:00+00:00), which sorts as it reads. A truth is 0 or 1.
"""

TABLES = (
    # The last control number that was given out to a trading partner (ISA13 and GS06).
    """CREATE TABLE IF NOT EXISTS partner (
        sender TEXT, receiver TEXT, test INTEGER, last BIGINT NOT NULL, PRIMARY KEY (sender, receiver, test))""",
    # One version of a claim to one payer in the order of payers (`priority`): its document without the note, whose hash
    # is the version. `file` is the last it went in.
    """CREATE TABLE IF NOT EXISTS claim (
        version TEXT PRIMARY KEY, claim_id TEXT NOT NULL, priority TEXT NOT NULL, route TEXT NOT NULL,
        document TEXT NOT NULL, state TEXT NOT NULL, file TEXT, reason TEXT NOT NULL, payer_number TEXT NOT NULL,
        changed TEXT NOT NULL)""",
    "CREATE INDEX IF NOT EXISTS claim_by_id ON claim (claim_id)",
    "CREATE INDEX IF NOT EXISTS claim_by_state ON claim (state, route)",
    "CREATE INDEX IF NOT EXISTS claim_by_file ON claim (file)",
    # A file on its way out. `due` is when it may next be tried; `tries` are those that failed.
    """CREATE TABLE IF NOT EXISTS file (
        name TEXT PRIMARY KEY, route TEXT NOT NULL, sender TEXT NOT NULL, receiver TEXT NOT NULL, test INTEGER NOT NULL,
        number BIGINT NOT NULL, state TEXT NOT NULL, content {bytes}, tries INTEGER NOT NULL, due TEXT NOT NULL,
        reason TEXT NOT NULL, changed TEXT NOT NULL)""",
    "CREATE INDEX IF NOT EXISTS file_by_number ON file (number)",
    # What an answer names: ISA13, GS06, ST02, and the claim's CLM01 or the question's TRN02.
    """CREATE TABLE IF NOT EXISTS sent (
        file TEXT, interchange TEXT, functional_group TEXT, transaction_set TEXT, reference TEXT, version TEXT,
        PRIMARY KEY (file, transaction_set, reference))""",
    "CREATE INDEX IF NOT EXISTS sent_by_reference ON sent (reference)",
    "CREATE INDEX IF NOT EXISTS sent_by_capitals ON sent (upper(reference))",
    # A file that came in, by the hash of its bytes.
    """CREATE TABLE IF NOT EXISTS document (
        sha256 TEXT PRIMARY KEY, route TEXT NOT NULL, name TEXT NOT NULL, content {bytes} NOT NULL,
        kind TEXT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL, changed TEXT NOT NULL)""",
    # The interchanges that were taken; each number of a sender once.
    """CREATE TABLE IF NOT EXISTS interchange (
        sender TEXT, receiver TEXT, test INTEGER, number TEXT, sha256 TEXT NOT NULL,
        PRIMARY KEY (sender, receiver, test, number))""",
    # What a document says of each thing it names; `version` is empty where that was found nowhere.
    """CREATE TABLE IF NOT EXISTS answer (
        sha256 TEXT, place INTEGER, kind TEXT NOT NULL, reference TEXT NOT NULL, version TEXT, says TEXT NOT NULL,
        reason TEXT NOT NULL, PRIMARY KEY (sha256, place))""",
    "CREATE INDEX IF NOT EXISTS answer_by_version ON answer (version)",
    # What lay in a folder of the payer's when it was last looked at: it is not fetched again.
    """CREATE TABLE IF NOT EXISTS seen (
        route TEXT, name TEXT, size BIGINT NOT NULL, modified BIGINT NOT NULL, PRIMARY KEY (route, name))""",
)
