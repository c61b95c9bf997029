"""The 835: remittance documents from and to files."""
