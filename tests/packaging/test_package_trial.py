"""What the trial of a package reads out of entries and traces; the rest of it takes root."""

import pytest

import try_package
from bundling import desktop
from smoke import Failed


def test_a_double_click_is_the_entrys_command_with_the_file():
    course = "/home/me/과정 폴더/first steps.md"
    assert try_package.double_click(desktop.entry(), course) == ["msp-desktop", course]
    quoted = 'Exec="/opt/a place/msp" --open %U\n'
    assert try_package.double_click(quoted, "/x") == ["/opt/a place/msp", "--open", "/x"]


def test_sockets_of_this_machine_are_listed(tmp_path):
    (tmp_path / "trace-0").write_text(
        "12 socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 3\n"
        '12 connect(3, {sa_family=AF_UNIX, sun_path=@"/tmp/.X11-unix/X7"}, 20) = -1 ECONNREFUSED\n'
        '12 connect(3, {sa_family=AF_UNIX, sun_path="/tmp/.X11-unix/X7"}, 110) = 0\n'
    )
    (tmp_path / "trace-1").write_text("13 socket(AF_UNIX, SOCK_DGRAM, 0) = 4\n")
    assert try_package._sockets(tmp_path) == ['"/tmp/.XN-unix/XN"', '@"/tmp/.XN-unix/XN"']


@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6", "AF_NETLINK", "AF_PACKET"])
def test_any_other_socket_is_told(family, tmp_path):
    (tmp_path / "trace-0").write_text(f"12 socket({family}, SOCK_DGRAM, 0) = 3\n")
    with pytest.raises(Failed, match=family):
        try_package._sockets(tmp_path)
