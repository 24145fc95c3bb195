// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// HeadScanner: whole heads at once and byte by byte, and everything it refuses, with its status.
#include "core/http/headscanner.h"
#include "tests/support/testregistry.h"

#include <QTest>

using windsock::http::HeadScanner;
using State = HeadScanner::State;

namespace {

struct Found
{
    State state = State::NeedMore;
    std::size_t size = 0;
    int status = 0;
};

/// Grows what the scanner sees by `step` bytes until it has an opinion.
Found scanBy(const std::string& bytes, std::size_t step, std::size_t line, std::size_t head)
{
    HeadScanner scanner(line, head);
    for (std::size_t end = step;; end += step) {
        const State state = scanner.scan(std::string_view(bytes).substr(0, std::min(end, bytes.size())));
        if (state == State::Complete)
            return {state, scanner.size(), 0};
        if (state == State::Refused)
            return {state, 0, scanner.refusal().status};
        if (end >= bytes.size())
            return {};
    }
}

} // namespace

class HeadScannerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void heads_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("number"); // the size, or the status
        const auto add = [](const char* name, const QByteArray& bytes, State state, int number) {
            QTest::newRow(name) << bytes << static_cast<int>(state) << number;
        };
        add("whole", "GET / HTTP/1.1\r\nA: b\r\n\r\n", State::Complete, 24);
        add("what follows is not looked at", "GET / HTTP/1.1\r\n\r\n\n\n \n", State::Complete, 18);
        add("no fields", "GET /\r\n\r\n", State::Complete, 9);
        add("not yet", "GET / HTTP/1.1\r\nA: b\r\n\r", State::NeedMore, 0);
        add("nothing", "", State::NeedMore, 0);
        add("LF", "GET / HTTP/1.1\n", State::Refused, 400);
        add("LF in a field", "GET / HTTP/1.1\r\nA: b\nC: d\r\n\r\n", State::Refused, 400);
        add("LF for the empty line", "GET / HTTP/1.1\r\nA: b\r\n\n", State::Refused, 400);
        add("LF first", "\n", State::Refused, 400);
        add("folded by a space", "GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n", State::Refused, 400);
        add("folded by a tab", "GET / HTTP/1.1\r\nA: b\r\n\tc\r\n\r\n", State::Refused, 400);
        add("folded first field", "GET / HTTP/1.1\r\n A: b\r\n\r\n", State::Refused, 400);
        add("line of the limit", "GET /" + QByteArray(13, 'x') + "\r\n\r\n", State::Complete, 22);
        add("line beyond the limit", "GET /" + QByteArray(14, 'x') + "\r\n\r\n", State::Refused, 414);
        add("endless line", QByteArray(30, 'x'), State::Refused, 414);
        add("head of the limit", "GET /\r\nA: " + QByteArray(36, 'x') + "\r\n\r\n", State::Complete, 50);
        add("head beyond the limit", "GET /\r\nA: " + QByteArray(37, 'x') + "\r\n\r\n", State::Refused, 431);
        add("endless field", "GET /\r\nA: " + QByteArray(100, 'x'), State::Refused, 431);
        add("endless fields", "GET /\r\n" + QByteArray("A: b\r\n").repeated(20), State::Refused, 431);
    }

    void heads()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, number);
        const std::string text = bytes.toStdString();
        for (const std::size_t step :
             {std::size_t(1), std::size_t(2), std::size_t(3), std::size_t(7), text.size() + 1}) {
            const Found found = scanBy(text, step, 20, 50);
            QTEST(static_cast<int>(found.state), "state");
            QCOMPARE(found.state == State::Complete ? static_cast<int>(found.size) : found.status, number);
        }
    }
};

WINDSOCK_TEST(HeadScannerTest)
#include "headscannertest.moc"
