"""`python -m momentary`."""

from momentary.cli.main import main

if __name__ == "__main__":
    main()
