// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window over a real server: 50,000 requests arrive while the log is scrolled, and its event loop never pauses for
// longer than a tenth of a second.
#include "app/runtime.h"
#include "app/windowcontrol.h"
#include "tests/support/testregistry.h"
#include "ui/mainwindow.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QScrollBar>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

using namespace windsock;
using namespace windsock::app;
using namespace Qt::StringLiterals;

namespace {

constexpr int requests = 50'000;
constexpr qint64 longestPause = 100; // ms

/// The longest time between two turns of the event loop, by a timer that is always due. GUI thread.
class PauseMeter : public QObject
{
public:
    PauseMeter() { startTimer(1, Qt::PreciseTimer); }

    void reset()
    {
        m_last.start();
        m_longest = 0;
        m_turns = 0;
    }
    qint64 longest() const { return m_longest; }
    int turns() const { return m_turns; }

protected:
    void timerEvent(QTimerEvent*) override
    {
        m_longest = std::max(m_longest, m_last.restart());
        ++m_turns;
    }

private:
    QElapsedTimer m_last;
    qint64 m_longest = 0;
    int m_turns = 0;
};

/// One notch of the wheel, over the middle of `view`.
void wheel(QWidget* viewport, int notches)
{
    const QPoint middle = viewport->rect().center();
    QWheelEvent event(QPointF(middle), viewport->mapToGlobal(QPointF(middle)), {}, QPoint(0, 120 * notches),
                      Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(viewport, &event);
}

} // namespace

class WindowLoadTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void theLoopNeverPauses_data();
    void theLoopNeverPauses();

private:
    QTemporaryDir m_folder;
};

void WindowLoadTest::init()
{
    qputenv("WINDSOCK_DATA_DIR", m_folder.path().toLocal8Bit());
}

void WindowLoadTest::theLoopNeverPauses_data()
{
    QTest::addColumn<bool>("scrolled");
    QTest::newRow("while the log is scrolled") << true;
    QTest::newRow("while the log follows") << false;
}

void WindowLoadTest::theLoopNeverPauses()
{
    QFETCH(const bool, scrolled);
    if (QStandardPaths::findExecutable(u"ab"_s).isEmpty())
        QSKIP("ab (Debian's apache2-utils) is not installed");
    ServeOptions options;
    options.endpoint.port = 0;
    Runtime runtime(options);
    WindowControl control(runtime);
    control.start();
    QCOMPARE(runtime.state(), Runtime::State::Serving);
    ui::WindowOptions windowOptions;
    windowOptions.remember = false;
    ui::MainWindow window(control, runtime.journal(), runtime.metrics(), windowOptions);
    window.resize(1280, 800);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    auto* table = window.findChild<QTableView*>(u"requestTable"_s);
    QVERIFY(table);
    QTRY_VERIFY(table->model()->rowCount() > 0); // the chat's handshake: all is awake

    QTimer scroller;
    int turn = 0;
    connect(&scroller, &QTimer::timeout, table, [&] { wheel(table->viewport(), ++turn % 40 < 25 ? 1 : -1); });
    if (scrolled)
        scroller.start(16);
    PauseMeter meter;
    meter.reset();
    QProcess load;
    load.start(u"ab"_s, {u"-q"_s, u"-k"_s, u"-n"_s, QString::number(requests), u"-c"_s, u"64"_s,
                         u"http://127.0.0.1:%1/hello-tornado"_s.arg(runtime.endpoint().port)});
    QTRY_COMPARE_WITH_TIMEOUT(load.state(), QProcess::NotRunning, 100'000);
    QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() > requests, 10'000);
    qInfo("the longest pause was %lld ms, in %d turns", static_cast<long long>(meter.longest()), meter.turns());
    QVERIFY(meter.turns() > 10); // it has measured; a quick machine needs few
    QVERIFY2(meter.longest() < longestPause, qPrintable(u"a pause of %1 ms"_s.arg(meter.longest())));
    runtime.stop();
    QTRY_COMPARE(runtime.state(), Runtime::State::Stopped);
}

WINDSOCK_TEST(WindowLoadTest)
#include "windowloadtest.moc"
