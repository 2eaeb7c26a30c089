"""What came of each call of a client, one line of JSON each: `{"call", "expected", "isAsExpected", "detail"}`."""

import json
import os

endpoint = os.environ["SIMULATOR_ENDPOINT"]
username = os.environ["SIMULATOR_USERNAME"]
password = os.environ["SIMULATOR_PASSWORD"]
ca_file = os.environ["SIMULATOR_CA_FILE"]
control = os.environ["SIMULATOR_CONTROL"]


def claim(call, work, check=lambda value: True):
    """A call that the simulator claims to answer: it does, and with what `check` holds for. Its value."""
    try:
        value = work()
    except Exception as error:  # whatever a client throws is what came of its call
        _tell(call, "answer", False, _text_of(error))
        return None
    is_right = bool(check(value))
    _tell(call, "answer", is_right, "" if is_right else "got %r" % (value,))
    return value


def refusal(call, work, says):
    """A call that the simulator claims to refuse, as the client can tell."""
    try:
        value = work()
    except Exception as error:
        _tell(call, "refusal", says in _text_of(error), _text_of(error))
        return
    _tell(call, "refusal", False, "got %r" % (value,))


def outside(call, work):
    """A call for something that is no part of the import surface, and that the simulator does not claim."""
    try:
        work()
    except Exception as error:
        _tell(call, "none", True, _text_of(error))
        return
    _tell(call, "none", True, "works all the same")


def _text_of(error):
    return " ".join(("%s: %s" % (type(error).__name__, error)).split())


def _tell(call, expected, is_as_expected, detail):
    line = {"call": call, "expected": expected, "isAsExpected": is_as_expected, "detail": detail}
    print(json.dumps(line), flush=True)
