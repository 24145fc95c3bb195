// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// MainWindow: every interactive widget has its names, menus have keys, the layout is remembered, panes close and
// return, themes change while it runs, help is inside.
#include "ui/mainwindow.h"
#include "tests/support/testregistry.h"
#include "tests/ui/fakes.h"
#include "ui/chat/chatpane.h"
#include "ui/console/consolepage.h"
#include "ui/help/guidepanel.h"
#include "ui/latency/latencypane.h"
#include "ui/log/logpane.h"
#include "ui/matrix/matrixbar.h"
#include "ui/matrix/matrixpage.h"
#include "ui/matrix/packagesfield.h"
#include "ui/pulse.h"
#include "ui/server/serverbar.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QLineEdit>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>

using namespace windsock;
using namespace windsock::ui;
using namespace windsock::ui::test;
using namespace Qt::StringLiterals;

namespace {

/// Parts that Qt makes inside its own widgets, and that speak through them.
bool isInner(const QWidget* widget)
{
    const QWidget* parent = widget->parentWidget();
    const QString name = widget->objectName();
    return name.startsWith(u"qt_"_s) || name == u"ScrollLeftButton"_s || name == u"ScrollRightButton"_s ||
           widget->inherits("QComboBoxPrivateContainer") || widget->inherits("QComboBoxListView") ||
           widget->inherits("QLineEditIconButton") || widget->inherits("QTableCornerButton") ||
           widget->inherits("QHeaderView") || (parent && parent->inherits("QComboBoxPrivateContainer"));
}

bool isInteractive(const QWidget* widget)
{
    return qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QLineEdit*>(widget) ||
           qobject_cast<const QComboBox*>(widget) || qobject_cast<const QPlainTextEdit*>(widget) ||
           qobject_cast<const QTextEdit*>(widget) || qobject_cast<const QAbstractItemView*>(widget) ||
           (widget->focusPolicy() & Qt::TabFocus);
}

void collectActions(const QMenu* menu, QList<QAction*>& all)
{
    for (QAction* action : menu->actions()) {
        if (action->isSeparator())
            continue;
        all.append(action);
        if (action->menu())
            collectActions(action->menu(), all);
    }
}

} // namespace

class MainWindowTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void everyInteractiveWidgetIsNamed();
    void everyMenuEntryHasAKey();
    void theLayoutIsRemembered();
    void modesHaveTheirKeys();
    void unseenModesTakeNoRoom();
    void theMatrixIsRemembered();
    void panesCloseFloatAndComeBack();
    void themesChangeWhileItRuns();
    void theClockRestsWhileHidden();
    void helpIsInside();
    void itDrawsItself();

private:
    std::unique_ptr<MainWindow> open();

    FakeServer m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<journal::Journal> m_journal;
    std::unique_ptr<metrics::Metrics> m_metrics;
    std::unique_ptr<MainWindow> m_window;
};

std::unique_ptr<MainWindow> MainWindowTest::open()
{
    WindowOptions options;
    options.settingsFile = m_folder->filePath(u"settings.ini"_s);
    options.matrix.read = [](const QString& file) { return matrix::Matrix{file, {}}; };
    options.chat = [] { return std::make_unique<FakeLink>(); };
    auto window = std::make_unique<MainWindow>(m_server, *m_journal, *m_metrics, options);
    window->show();
    return window;
}

void MainWindowTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_journal = std::make_unique<journal::Journal>();
    m_metrics = std::make_unique<metrics::Metrics>();
    m_window = open();
    (void)QTest::qWaitForWindowExposed(m_window.get());
}

void MainWindowTest::cleanup()
{
    m_window.reset();
}

void MainWindowTest::everyInteractiveWidgetIsNamed()
{
    m_window->openGuide(u"chat"_s);
    m_window->openAbout();
    m_window->serverBar().openBackendChooser();
    QStringList nameless;
    for (const QWidget* widget : m_window->findChildren<QWidget*>()) {
        if (!isInteractive(widget) || isInner(widget))
            continue;
        const bool named = !widget->objectName().isEmpty() && !widget->accessibleName().isEmpty();
        if (!named)
            nameless += QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName() +
                        u" in "_s + widget->parentWidget()->objectName();
    }
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u"; "_s)));
}

void MainWindowTest::everyMenuEntryHasAKey()
{
    QList<QAction*> all;
    for (const QAction* top : m_window->menuBar()->actions())
        collectActions(top->menu(), all);
    QVERIFY(all.size() > 15);
    for (const QAction* action : all)
        QVERIFY2(action->text().contains(u'&') || !action->shortcut().isEmpty(), qPrintable(action->text()));
}

void MainWindowTest::theLayoutIsRemembered()
{
    m_window->resize(1111, 777);
    m_window->console().latency().hide();
    m_window->theme().choose(ThemeChoice::Dark);
    m_window->close();
    m_window = open();
    QVERIFY(m_window->console().latency().isHidden());
    QVERIFY(!m_window->console().chat().isHidden());
    QCOMPARE(m_window->theme().choice(), ThemeChoice::Dark);
    QCOMPARE(m_window->size(), QSize(1111, 777));
}

void MainWindowTest::modesHaveTheirKeys()
{
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTest::keyClick(m_window.get(), Qt::Key_3, Qt::ControlModifier);
    QTRY_VERIFY(m_window->matrix().isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_1, Qt::ControlModifier);
    QTRY_VERIFY(m_window->console().isVisible());
    QVERIFY(!m_window->matrix().isVisible());
}

void MainWindowTest::unseenModesTakeNoRoom()
{
    const int console = m_window->minimumSizeHint().width();
    QVERIFY2(console < m_window->matrix().minimumSizeHint().width(), qPrintable(QString::number(console)));
}

void MainWindowTest::theMatrixIsRemembered()
{
    m_window->matrix().bar().packages().setWord(m_folder->path());
    m_window->close();
    m_window = open();
    QCOMPARE(m_window->matrix().bar().packages().word(), m_folder->path());
}

void MainWindowTest::panesCloseFloatAndComeBack()
{
    ConsolePage& console = m_window->console();
    for (Pane* pane : console.panes()) {
        pane->setFloating(true);
        QVERIFY(pane->isFloating());
        pane->close();
        QVERIFY(pane->isHidden());
    }
    console.restoreLayout();
    for (const Pane* pane : console.panes()) {
        QVERIFY(!pane->isFloating());
        QVERIFY(!pane->isHidden());
    }
}

void MainWindowTest::themesChangeWhileItRuns()
{
    for (const ThemeChoice choice : {ThemeChoice::Dark, ThemeChoice::Light}) {
        m_window->theme().choose(choice);
        QCoreApplication::processEvents();
        const QColor corner = m_window->grab().toImage().pixelColor(m_window->width() / 2, m_window->height() - 5);
        QCOMPARE(corner, m_window->theme().colors().panel);
    }
}

void MainWindowTest::theClockRestsWhileHidden()
{
    QTRY_VERIFY(m_window->pulse().isBeating());
    m_window->hide();
    QTRY_VERIFY(!m_window->pulse().isBeating());
    m_window->show();
    QTRY_VERIFY(m_window->pulse().isBeating());
}

void MainWindowTest::helpIsInside()
{
    for (const QString& topic : GuidePanel::topics()) {
        m_window->openGuide(topic);
        const auto* page = m_window->findChild<QTextBrowser*>(u"guidePage"_s);
        QVERIFY2(page->toPlainText().size() > 200, qPrintable(topic));
        QVERIFY(GuidePanel::titleOf(topic) != topic);
    }
}

void MainWindowTest::itDrawsItself()
{
    m_window->resize(1280, 800);
    QTest::qWait(300);
    const QImage picture = m_window->grab().toImage();
    QSet<QRgb> colours;
    for (int y = 0; y < picture.height(); y += 3)
        for (int x = 0; x < picture.width(); x += 3)
            colours.insert(picture.pixel(x, y));
    QVERIFY(colours.size() > 30);
}

WINDSOCK_TEST(MainWindowTest)
#include "mainwindowtest.moc"
