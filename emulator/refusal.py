"""How a call is refused: by Telegram (Refusal) or by the emulator's own controls (BadCall)."""


class Refusal(Exception):
    """The Bot API refuses a call: status, description and parameters, worded as Telegram does.

    Status and ``error_code`` are the same number [D].
    """

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters


class BadCall(Exception):
    """A call to /control asks for something that cannot be; the message is one clear sentence."""


class HungUp(Exception):
    """The connection is closed without an answer; over HTTP both kinds look the same."""


class Cut(HungUp):
    """The connection was cut before the call was accepted."""


class AnswerLost(HungUp):
    """The call was decided and is on record, but its answer never reaches the caller."""


def bad_request(reason: str) -> Refusal:
    """400, the caller's fault."""
    return Refusal(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> Refusal:
    """403, the person does not want to hear from the bot."""
    return Refusal(403, f"Forbidden: {reason}")


def too_many(retry_after: int) -> Refusal:
    """429, not sent; ``retry_after`` in whole seconds [S]."""
    return Refusal(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)
