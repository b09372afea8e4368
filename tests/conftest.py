"""What holds for every test: an own data folder, hypothesis profiles, no network, no stray warnings."""

import logging
import os
import socket
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# The window is tested without a screen and in English, torch on shared cores: all that is set before
# anything is imported.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["LANGUAGE"] = "en"
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
# No test tells the desktop of whoever runs it that a photo is done.
os.environ["DBUS_SESSION_BUS_ADDRESS"] = "disabled:"

settings.register_profile(
    "dev", max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "ci", parent=settings.get_profile("dev"), max_examples=100, derandomize=True
)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


@pytest.fixture(autouse=True)
def data_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The person's folder, empty for each test."""
    folder = tmp_path_factory.mktemp("data")
    monkeypatch.setenv("DEBLUR_DESKTOP_DATA", str(folder))
    return folder


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.socket.connect

    def connect(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = str(address[0]) if isinstance(address, tuple) else ""
            assert host in ("127.0.0.1", "::1", "localhost"), f"a test went to the network: {host}"
        real(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", connect)
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(autouse=True)
def _log_fails(caplog: pytest.LogCaptureFixture):
    """An unexpected warning fails the test; expected ones are cleared by the test that causes them."""
    yield
    unexpected = [r for r in caplog.get_records("call") if r.levelno >= logging.WARNING]
    ours = [r for r in unexpected if r.name.startswith("deblur_desktop")]
    assert not ours, f"unexpected log records: {[r.getMessage() for r in ours]}"
