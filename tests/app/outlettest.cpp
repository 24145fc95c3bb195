// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Text on its way to a reader that the test plays: slow, gone, or a disk that is full.
#include "app/outlet.h"
#include "tests/support/testregistry.h"

#include <QElapsedTimer>
#include <QTemporaryFile>
#include <QTest>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

using namespace windsock;
using namespace windsock::app;
using namespace std::chrono_literals;

namespace {

struct Pipe
{
    Pipe()
    {
        std::array<int, 2> ends{-1, -1};
        [[maybe_unused]] const int made = ::pipe2(ends.data(), O_CLOEXEC);
        reading = net::FileDescriptor(ends[0]);
        writing = net::FileDescriptor(ends[1]);
    }

    /// Reads up to `most` bytes of what is there.
    std::string read(std::size_t most) const
    {
        std::string text(most, '\0');
        const ssize_t got = ::read(reading.get(), text.data(), text.size());
        text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
        return text;
    }

    net::FileDescriptor reading;
    net::FileDescriptor writing;
};

std::string numbers(int count)
{
    std::string text;
    for (int i = 0; i < count; ++i)
        text += std::to_string(i) + '\n';
    return text;
}

} // namespace

class OutletTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { std::signal(SIGPIPE, SIG_IGN); }
    void writesAtOnce();
    void waitsForNobody();
    void keepsTheOrder();
    void finishWaitsInVainOnlySoLong();
    void readerThatHasGone();
    void fullDisk();
    void file();
};

void OutletTest::writesAtOnce()
{
    Pipe pipe;
    Outlet outlet(std::move(pipe.writing));
    outlet.write("one\n");
    outlet.write("two\n");
    QVERIFY(outlet.flush());
    QCOMPARE(pipe.read(100), std::string("one\ntwo\n"));
    QCOMPARE(outlet.takeError(), 0);
}

void OutletTest::waitsForNobody()
{
    Pipe pipe;
    Outlet outlet(std::move(pipe.writing));
    outlet.write(std::string(1'000'000, 'x')); // returns, though nobody reads
    QVERIFY(!outlet.flush());
    QVERIFY(!pipe.read(65'536).empty());
    QVERIFY(!outlet.flush());
}

void OutletTest::keepsTheOrder()
{
    Pipe pipe;
    const std::string text = numbers(100'000);
    Outlet outlet(std::move(pipe.writing));
    std::string got;
    outlet.write(text.substr(0, 300'000));
    outlet.write(text.substr(300'000));
    while (!outlet.flush())
        got += pipe.read(10'000);
    while (got.size() < text.size())
        got += pipe.read(100'000);
    QVERIFY(got == text);
}

void OutletTest::finishWaitsInVainOnlySoLong()
{
    Pipe pipe;
    Outlet outlet(std::move(pipe.writing));
    outlet.write(std::string(1'000'000, 'x'));
    QElapsedTimer clock;
    clock.start();
    outlet.finish(50ms);
    QVERIFY(clock.elapsed() >= 50);
    QVERIFY(!outlet.flush());
}

void OutletTest::readerThatHasGone()
{
    Pipe pipe;
    Outlet outlet(std::move(pipe.writing));
    pipe.reading.reset();
    outlet.write("to nobody");
    QVERIFY(outlet.flush()); // nothing waits any more
    QCOMPARE(outlet.takeError(), EPIPE);
    QCOMPARE(outlet.takeError(), 0); // told once
}

void OutletTest::fullDisk()
{
    Outlet outlet(net::FileDescriptor(::open("/dev/full", O_WRONLY | O_CLOEXEC)));
    outlet.write("x");
    QCOMPARE(outlet.takeError(), ENOSPC);
}

void OutletTest::file()
{
    QTemporaryFile target;
    QVERIFY(target.open());
    const std::string text = numbers(100'000);
    Outlet outlet(net::FileDescriptor(::open(target.fileName().toLocal8Bit().constData(), O_WRONLY | O_CLOEXEC)));
    outlet.write(text);
    QVERIFY(target.readAll().toStdString() == text);
}

WINDSOCK_TEST(OutletTest)
#include "outlettest.moc"
