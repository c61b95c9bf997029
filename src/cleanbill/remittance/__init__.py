"""Posting remittances: a ledger in whole cents that balances at every step, what is denied, and the next claim."""

from cleanbill.remittance.balances import Balance, Books, all_of, books, of_account, owed_to_payers
from cleanbill.remittance.denials import OpenItem, close, items, reopen
from cleanbill.remittance.ledger import Account, Closing, Ledger, PostingError, account
from cleanbill.remittance.posting import (
    Posting,
    assign,
    content_of,
    decide,
    discard_waiting,
    doubts,
    payment_key,
    post,
    post_waiting,
    unpost,
)
from cleanbill.remittance.secondary import next_claim

__all__ = [
    "Account",
    "Balance",
    "Books",
    "Closing",
    "Ledger",
    "OpenItem",
    "Posting",
    "PostingError",
    "account",
    "all_of",
    "assign",
    "books",
    "close",
    "content_of",
    "decide",
    "discard_waiting",
    "doubts",
    "items",
    "next_claim",
    "of_account",
    "owed_to_payers",
    "payment_key",
    "post",
    "post_waiting",
    "reopen",
    "unpost",
]
