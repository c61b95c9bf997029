"""Claims on paper: the boxes of a CMS-1500 (02/12), and the form as PDF."""

from cleanbill.forms.boxes import Form, boxes

__all__ = ["Form", "boxes"]
