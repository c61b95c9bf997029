"""The guide page of any ICD-10-CM code: built once as data, then shown as Markdown, HTML or PDF."""
