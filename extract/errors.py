"""What can go wrong in the extraction; each message is one plain sentence for a person."""


class ExtractError(Exception):
    """The root of all errors of this package."""


class ModelNotFoundError(ExtractError):
    """The spaCy pipeline asked for is not installed, cannot be loaded, or recognises no names."""


class NothingToLearnError(ExtractError):
    """People have put right too little for a training."""
