"""`python -m cleanbill`."""

from cleanbill.cli import main

if __name__ == "__main__":
    main()
