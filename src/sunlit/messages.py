"""What is a user told beside results, in words for a person and by a code for the program?"""

from typing import Any


class Message(str):
    """A sentence for a person. Messages of one code say the same of other rows.

    No module reads a sentence again: what matters of it beyond the words is its code.
    """

    __slots__ = ("code",)
    code: str

    def __new__(cls, code: str, text: str) -> "Message":
        """A message of this code in these words."""
        message = super().__new__(cls, text)
        message.code = code
        return message

    def __reduce__(self) -> tuple[Any, tuple[str, str]]:
        return Message, (self.code, str(self))


def code_of(text: str) -> str:
    """The code of a message; a plain sentence is its own."""
    return text.code if isinstance(text, Message) else text
