// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// MatrixPage: rows live while they are tried, cancel, details of the selected one, the report, what cannot be read or
// found said where it happens, the keyboard, what is remembered.
#include "ui/matrix/matrixpage.h"
#include "tests/support/testregistry.h"
#include "tests/ui/matrix/matrixsamples.h"
#include "ui/bench/curvetablemodel.h"
#include "ui/matrix/benchmarktab.h"
#include "ui/matrix/environmentmodel.h"
#include "ui/matrix/environmentscard.h"
#include "ui/matrix/environmenttable.h"
#include "ui/matrix/matrixbar.h"
#include "ui/matrix/packagesfield.h"
#include "ui/pulse.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSemaphore>
#include <QSettings>
#include <QTabBar>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>

using namespace windsock;
using namespace windsock::ui;
using namespace windsock::ui::test;
using namespace Qt::StringLiterals;
using matrix::Phase;

namespace {

/// What the test says of the trial that is on.
struct Script
{
    std::vector<matrix::EnvironmentSpec> specs;
    matrix::RunOptions options;
    std::vector<matrix::EnvironmentState> states;
    std::uint64_t version = 0;
    bool finished = false;
    bool cancelled = false;
    int begun = 0;
    mutable int asked = 0; ///< for its states
};

class ScriptedTrial final : public MatrixTrial
{
public:
    explicit ScriptedTrial(Script& script)
        : m_script(script)
    {
    }
    void cancel() override { m_script.cancelled = true; }
    bool finished() const override { return m_script.finished; }
    std::vector<matrix::EnvironmentState> states() const override
    {
        ++m_script.asked;
        return m_script.states;
    }
    std::uint64_t version() const override { return m_script.version; }

private:
    Script& m_script;
};

} // namespace

class MatrixPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void nothingIsReadBeforeItIsShown();
    void theGuiGoesOnWhileItIsRead();
    void rowsLiveWhileTheyAreTried();
    void statesAreAskedForOnlyWhenTheyAreNew();
    void theSelectedOnesAreTried();
    void cancelEndsIt();
    void selectionShowsDetails();
    void detailsOfWhatWasNotTried();
    void theBenchmarkIsShown();
    void fieldsBecomeOptions();
    void typedFoldersStayAsTyped();
    void aFolderThatIsNotThereIsTold();
    void theReportIsWritten();
    void aReportThatCannotBeWrittenIsTold();
    void nothingFoundIsExplained();
    void aBadFileIsTold();
    void aRememberedFileThatIsGone();
    void anotherFileIsOpened();
    void theKeyboardWorks();
    void itIsRemembered();
    void withoutAFactoryItSaysSo();
    void verdictsAreNeverCut();
    void rowsAreCopied();

private:
    MatrixOptions options();
    std::unique_ptr<MatrixPage> make(const MatrixOptions& options);
    void openShown();
    template <class Widget>
    Widget* find(const QString& name)
    {
        return m_page->findChild<Widget*>(name);
    }
    void click(const QString& name) { QTest::mouseClick(find<QAbstractButton>(name), Qt::LeftButton); }
    bool isEnabled(const QString& name) { return find<QAbstractButton>(name)->isEnabled(); }
    void tick() { Q_EMIT m_pulse->chartsTicked(); }
    void tellStates(const std::vector<matrix::EnvironmentState>& states)
    {
        m_script.states = states;
        ++m_script.version;
        tick();
    }
    void finish(const std::vector<matrix::EnvironmentState>& states)
    {
        m_script.finished = true;
        tellStates(states);
    }
    std::vector<matrix::EnvironmentState> threeResults()
    {
        return {notThere(m_specs[0]), seenToWork(m_specs[1]), seenToFail(m_specs[2])};
    }
    void tryAllAndFinish()
    {
        click(u"matrixTryAll"_s);
        finish(threeResults());
    }
    void select(int row) { m_page->environments().table().selectRow(row); }
    QString overall(int row)
    {
        return m_page->model().index(row, static_cast<int>(EnvironmentColumn::Overall)).data().toString();
    }
    QString message()
    {
        return find<QLabel>(u"matrixMessage"_s)->isHidden() ? QString() : find<QLabel>(u"matrixMessage"_s)->text();
    }
    QString why() { return find<QTextBrowser>(u"matrixWhy"_s)->toPlainText(); }

    Script m_script;
    std::vector<matrix::EnvironmentSpec> m_specs;
    QStringList m_read;             ///< files that were asked for; on the lookup's thread until it has ended
    std::optional<Error> m_refusal; ///< of a file
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<Pulse> m_pulse;
    std::unique_ptr<MatrixPage> m_page;
};

MatrixOptions MatrixPageTest::options()
{
    MatrixOptions options;
    options.trial = [this](std::vector<matrix::EnvironmentSpec> specs, const matrix::RunOptions& run) {
        const int begun = m_script.begun;
        m_script = {};
        m_script.begun = begun + 1;
        m_script.specs = std::move(specs);
        m_script.options = run;
        for (const auto& spec : m_script.specs)
            m_script.states.push_back(inPhase(spec, Phase::Waiting));
        return std::make_unique<ScriptedTrial>(m_script);
    };
    options.read = [this](const QString& file) -> Result<matrix::Matrix> {
        m_read += file;
        if (m_refusal && !file.isEmpty())
            return *m_refusal;
        return matrix::Matrix{file, m_specs};
    };
    options.workFolder = m_folder->filePath(u"virtualenvs"_s);
    return options;
}

std::unique_ptr<MatrixPage> MatrixPageTest::make(const MatrixOptions& options)
{
    auto page = std::make_unique<MatrixPage>(*m_theme, *m_pulse, options);
    page->resize(1180, 650);
    return page;
}

/// Until the matrix was read.
void MatrixPageTest::openShown()
{
    m_page->show();
    const auto settled = [this] {
        tick();
        return !find<QAbstractButton>(u"matrixChooser"_s)->text().contains(u"reading"_s);
    };
    QTRY_VERIFY(settled());
}

void MatrixPageTest::init()
{
    m_script = {};
    m_specs = threeEnvironments();
    m_read.clear();
    m_refusal.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_theme = std::make_unique<Theme>(ThemeChoice::Light);
    m_window = std::make_unique<QWidget>();
    m_pulse = std::make_unique<Pulse>(m_window.get());
    m_page = make(options());
}

void MatrixPageTest::cleanup()
{
    m_page.reset();
    m_pulse.reset();
}

void MatrixPageTest::nothingIsReadBeforeItIsShown()
{
    tick();
    QVERIFY(m_read.isEmpty());
    openShown();
    QCOMPARE(m_read, QStringList{QString()}); // this machine's
    QCOMPARE(m_page->model().count(), 3);
    QVERIFY2(find<QAbstractButton>(u"matrixChooser"_s)->text().contains(u"3 environments"_s),
             qPrintable(find<QAbstractButton>(u"matrixChooser"_s)->text()));
    QVERIFY(isEnabled(u"matrixTryAll"_s));
    QVERIFY(isEnabled(u"matrixTrySelected"_s)); // the first row is selected
    QVERIFY(!isEnabled(u"matrixReport"_s));
    QVERIFY(!isEnabled(u"matrixCancel"_s));
}

void MatrixPageTest::theGuiGoesOnWhileItIsRead()
{
    QSemaphore gate;
    MatrixOptions slow = options();
    slow.read = [this, &gate](const QString& file) -> Result<matrix::Matrix> {
        gate.acquire();
        return matrix::Matrix{file, file.isEmpty() ? m_specs : std::vector{m_specs[0]}};
    };
    m_page = make(slow);
    m_page->show();
    tick();
    QVERIFY(!isEnabled(u"matrixTryAll"_s));
    QVERIFY(find<QAbstractButton>(u"matrixChooser"_s)->text().contains(u"reading"_s));
    m_page->open(u"/x/tox.ini"_s); // the first answer is forgotten
    gate.release(2);
    const auto read = [this] {
        tick();
        return m_page->model().count() > 0;
    };
    QTRY_VERIFY(read());
    QCOMPARE(m_page->model().count(), 1);
}

void MatrixPageTest::rowsLiveWhileTheyAreTried()
{
    openShown();
    click(u"matrixTryAll"_s);
    QCOMPARE(m_script.specs.size(), std::size_t(3));
    QVERIFY(!isEnabled(u"matrixTryAll"_s));
    QVERIFY(isEnabled(u"matrixCancel"_s));
    QCOMPARE(overall(1), u"waiting"_s);
    QVERIFY(find<QLabel>(u"matrixSummary"_s)->text().contains(u"Looking for Pythons"_s));
    tellStates({notThere(m_specs[0]), inPhase(m_specs[1], Phase::Pages), inPhase(m_specs[2], Phase::Waiting)});
    QCOMPARE(overall(0), u"─ Maybe yes"_s);
    QCOMPARE(overall(1), u"running: pages…"_s);
    QCOMPARE(find<QLabel>(u"matrixProgress"_s)->text(), u"1 of 3"_s);
    QVERIFY(!find<QLabel>(u"matrixSummary"_s)->text().contains(u"Looking"_s));
    finish(threeResults());
    QCOMPARE(overall(1), u"✓ Yes"_s);
    QCOMPARE(overall(2), u"✗ No"_s);
    QCOMPARE(find<QLabel>(u"matrixProgress"_s)->text(), QString());
    QVERIFY(isEnabled(u"matrixTryAll"_s));
    QVERIFY(isEnabled(u"matrixReport"_s));
    for (const QString& verdict : {u"✓ Yes"_s, u"─ Maybe yes"_s, u"✗ No"_s})
        QVERIFY(find<QLabel>(u"matrixSummary"_s)->text().contains(verdict));
}

void MatrixPageTest::statesAreAskedForOnlyWhenTheyAreNew()
{
    openShown();
    click(u"matrixTryAll"_s);
    for (int i = 0; i < 5; ++i)
        tick();
    QCOMPARE(m_script.asked, 1);
    tellStates(m_script.states);
    QCOMPARE(m_script.asked, 2);
}

void MatrixPageTest::theSelectedOnesAreTried()
{
    openShown();
    select(2);
    click(u"matrixTrySelected"_s);
    QCOMPARE(m_script.specs.size(), std::size_t(1));
    QCOMPARE(m_script.specs[0].name, std::string("py313-django32"));
    finish({seenToFail(m_specs[2])});
    QCOMPARE(overall(0), u"not tried"_s);
    QCOMPARE(overall(2), u"✗ No"_s);
    m_page->environments().table().clearSelection();
    QVERIFY(!isEnabled(u"matrixTrySelected"_s));
}

void MatrixPageTest::cancelEndsIt()
{
    openShown();
    click(u"matrixTryAll"_s);
    click(u"matrixCancel"_s);
    QVERIFY(m_script.cancelled);
    finish({notThere(m_specs[0]), inPhase(m_specs[1], Phase::Waiting), inPhase(m_specs[2], Phase::Waiting)});
    QVERIFY2(message().startsWith(u"Cancelled"_s), qPrintable(message()));
    QCOMPARE(overall(1), u"not tried"_s);
    QVERIFY(isEnabled(u"matrixTryAll"_s));
    click(u"matrixTryAll"_s);
    QCOMPARE(message(), QString());
}

void MatrixPageTest::selectionShowsDetails()
{
    openShown();
    tryAllAndFinish();
    select(2);
    QVERIFY2(find<QLabel>(u"matrixVerdict"_s)->text().contains(u"✗ No"_s), "verdict");
    QVERIFY2(why().startsWith(u"Django 3.2 cannot be imported by Python 3.13."_s), qPrintable(why()));
    QVERIFY2(why().contains(u"ModuleNotFoundError: No module named 'cgi' <b>"_s), qPrintable(why()));
    QVERIFY(why().contains(u"Python 3.13.0"_s));
    select(1);
    QVERIFY(why().contains(u"every page was as it should be"_s));
    QVERIFY(find<QPlainTextEdit>(u"matrixConversation"_s)->toPlainText().contains(u"< You said: Hello, world"_s));
    const QString log = find<QPlainTextEdit>(u"matrixLog"_s)->toPlainText();
    QVERIFY2(log.contains(u"✓ GET /polls/: 200"_s) && log.contains(u"200 GET /polls/"_s), qPrintable(log));
    select(0);
    QVERIFY(why().contains(u"Maybe is not a yes"_s));
    QVERIFY(find<QPlainTextEdit>(u"matrixConversation"_s)->toPlainText().contains(u"was not spoken to"_s));
}

void MatrixPageTest::detailsOfWhatWasNotTried()
{
    m_specs[0].problem = "its commands cannot be read.";
    openShown();
    QVERIFY2(why().startsWith(u"It cannot be tried: its commands cannot be read."_s), qPrintable(why()));
    select(1);
    QVERIFY(why().startsWith(u"It has not been tried."_s));
    click(u"matrixTryAll"_s);
    QVERIFY(why().startsWith(u"It waits for its turn."_s));
    auto states = m_script.states;
    states[1].phase = Phase::Pages;
    tellStates(states);
    QVERIFY(why().startsWith(u"It is being tried."_s));
}

void MatrixPageTest::theBenchmarkIsShown()
{
    openShown();
    tryAllAndFinish();
    select(1);
    auto* tab = m_page->findChild<BenchmarkTab*>();
    QCOMPARE(tab->table().rowCount(), 2);
    select(2);
    QCOMPARE(tab->table().rowCount(), 0);
}

void MatrixPageTest::fieldsBecomeOptions()
{
    openShown();
    click(u"matrixTryAll"_s);
    QVERIFY(m_script.options.packages.isEmpty() && m_script.options.workFolder.isEmpty());
    QVERIFY(!m_script.options.benchmark);
    finish(m_script.states);
    find<QComboBox>(u"matrixPackages"_s)->setCurrentIndex(1);
    click(u"matrixBenchmark"_s);
    click(u"matrixTryAll"_s);
    QCOMPARE(m_script.options.workFolder, m_folder->filePath(u"virtualenvs"_s));
    QVERIFY(m_script.options.benchmark);
    finish(m_script.states);
    m_page->bar().packages().setWord(m_folder->path());
    click(u"matrixTryAll"_s);
    QCOMPARE(m_script.options.packages, QStringList{m_folder->path()});
    QVERIFY(m_script.options.workFolder.isEmpty());
}

void MatrixPageTest::typedFoldersStayAsTyped()
{
    openShown();
    auto* line = find<QLineEdit>(u"matrixPackagesLine"_s);
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, u"/usr/lib/python"_s);
    QCOMPARE(line->text(), u"/usr/lib/python"_s);
}

void MatrixPageTest::aFolderThatIsNotThereIsTold()
{
    openShown();
    find<QComboBox>(u"matrixPackages"_s)->setEditText(u"/no/such/folder"_s);
    click(u"matrixTryAll"_s);
    QCOMPARE(m_script.begun, 0);
    QCOMPARE(message(), u"There is no folder /no/such/folder: name one that has packages."_s);
    QCOMPARE(find<QComboBox>(u"matrixPackages"_s)->property("wrong").toString(), u"true"_s);
}

void MatrixPageTest::theReportIsWritten()
{
    openShown();
    tryAllAndFinish();
    const QString folder = m_folder->filePath(u"report"_s);
    m_page->writeReport(folder);
    for (const QString& name :
         {u"report.html"_s, u"report.rst"_s, u"report.json"_s, u"benchmarks/py311-django32/benchmark.png"_s})
        QVERIFY2(QFile::exists(folder + u'/' + name), qPrintable(name));
    QVERIFY2(message().contains(folder + u"/report.html"_s), qPrintable(message()));
}

void MatrixPageTest::aReportThatCannotBeWrittenIsTold()
{
    openShown();
    tryAllAndFinish();
    QFile file(m_folder->filePath(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    m_page->writeReport(file.fileName());
    QVERIFY2(message().contains(u"could not be written"_s), qPrintable(message()));
}

void MatrixPageTest::nothingFoundIsExplained()
{
    m_specs.clear();
    openShown();
    QVERIFY(!isEnabled(u"matrixTryAll"_s));
    QStringList texts;
    for (const QLabel* label : m_page->environments().findChildren<QLabel*>())
        texts += label->isVisible() ? label->text() : QString();
    QVERIFY2(texts.contains(u"No Python was found"_s), qPrintable(texts.join(u'|')));
}

void MatrixPageTest::aBadFileIsTold()
{
    openShown();
    tryAllAndFinish();
    m_refusal = Error{ErrorCode::Invalid, u"/x/tox.ini:3: <b>: a section has no end."_s, {}};
    m_page->open(u"/x/tox.ini"_s);
    openShown();
    QCOMPARE(message(), u"/x/tox.ini:3: &lt;b&gt;: a section has no end."_s);
    QCOMPARE(m_page->model().count(), 3); // what was there stays
    QCOMPARE(overall(1), u"✓ Yes"_s);
    QVERIFY(find<QAbstractButton>(u"matrixChooser"_s)->text().startsWith(u"This machine"_s));
}

void MatrixPageTest::aRememberedFileThatIsGone()
{
    QSettings settings(m_folder->filePath(u"settings.ini"_s), QSettings::IniFormat);
    settings.setValue(u"matrix/file"_s, u"/gone/tox.ini"_s);
    m_refusal = Error{ErrorCode::NotFound, u"There is no file /gone/tox.ini."_s, {}};
    m_page->restore(settings);
    openShown();
    QCOMPARE(m_read, (QStringList{u"/gone/tox.ini"_s, {}}));
    QCOMPARE(m_page->model().count(), 3);
    QCOMPARE(message(), m_refusal->sentence);
}

void MatrixPageTest::anotherFileIsOpened()
{
    openShown();
    tryAllAndFinish();
    m_specs.pop_back();
    m_page->open(u"/x/tox.ini"_s);
    openShown();
    QCOMPARE(find<QAbstractButton>(u"matrixChooser"_s)->text(), u"tox.ini · 2 environments"_s);
    QCOMPARE(overall(0), u"not tried"_s);
    QVERIFY(!isEnabled(u"matrixReport"_s));
    find<QComboBox>(u"matrixPackages"_s)->setCurrentIndex(1);
    click(u"matrixTryAll"_s);
    QCOMPARE(m_script.options.workFolder, u"/x/.windsock"_s);
}

void MatrixPageTest::theKeyboardWorks()
{
    openShown();
    m_page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    EnvironmentTable& table = m_page->environments().table();
    table.setFocus();
    QTest::keyClick(&table, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(m_script.begun, 1); // a button is seen to be pressed first
    QTest::keyClick(&table, Qt::Key_Escape);
    QTRY_VERIFY(m_script.cancelled);
    finish(threeResults());
    QTest::keyClick(&table, Qt::Key_Down);
    QVERIFY(why().contains(u"every page was as it should be"_s));
    QTest::keyClick(&table, Qt::Key_Return);
    auto* tabs = find<QTabWidget>(u"matrixTabs"_s);
    QCOMPARE(QApplication::focusWidget(), tabs->tabBar());
    QTest::keyClick(tabs->tabBar(), Qt::Key_Right);
    QCOMPARE(tabs->currentIndex(), 1);
}

void MatrixPageTest::itIsRemembered()
{
    openShown();
    m_page->open(u"/x/tox.ini"_s);
    openShown();
    m_page->bar().packages().setWord(m_folder->path());
    click(u"matrixBenchmark"_s);
    m_page->environments().table().horizontalHeader()->resizeSection(0, 177);
    m_page->environments().table().setColumnHidden(static_cast<int>(EnvironmentColumn::PerSecond), true);
    QSettings settings(m_folder->filePath(u"settings.ini"_s), QSettings::IniFormat);
    m_page->save(settings);
    m_read.clear();
    m_page = make(options());
    m_page->restore(settings);
    openShown();
    QCOMPARE(m_read, QStringList{u"/x/tox.ini"_s});
    QCOMPARE(m_page->bar().packages().word(), m_folder->path());
    QVERIFY(m_page->bar().benchmark().isChecked());
    QCOMPARE(m_page->environments().table().columnWidth(0), 177);
    QVERIFY(m_page->environments().table().isColumnHidden(static_cast<int>(EnvironmentColumn::PerSecond)));
}

void MatrixPageTest::withoutAFactoryItSaysSo()
{
    MatrixOptions none = options();
    none.trial = {};
    m_page = make(none);
    openShown();
    QVERIFY(!isEnabled(u"matrixTryAll"_s));
    QVERIFY2(message().contains(u"cannot be tried in this window"_s), qPrintable(message()));
}

void MatrixPageTest::verdictsAreNeverCut()
{
    m_specs[1].name = std::string(80, 'x');
    openShown();
    EnvironmentTable& table = m_page->environments().table();
    const int overall = static_cast<int>(EnvironmentColumn::Overall);
    const int figures = static_cast<int>(EnvironmentColumn::PerSecond);
    const int least = QFontMetrics(m_theme->bold()).horizontalAdvance(u"─ Maybe yes"_s) + 16;
    for (const int width : {1600, 1180, 1000}) {
        m_page->resize(width, 650);
        QCoreApplication::processEvents();
        QVERIFY2(table.columnWidth(overall) >= least, qPrintable(QString::number(width)));
    }
    QVERIFY(table.isColumnHidden(figures)); // they give way
    QSettings settings(m_folder->filePath(u"settings.ini"_s), QSettings::IniFormat);
    m_page->save(settings);
    m_page->resize(1600, 650);
    QCoreApplication::processEvents();
    QVERIFY(!table.isColumnHidden(figures)); // and come back
}

void MatrixPageTest::rowsAreCopied()
{
    openShown();
    EnvironmentTable& table = m_page->environments().table();
    table.setFocus();
    select(1);
    m_page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
    QVERIFY2(QGuiApplication::clipboard()->text().contains(u"py311-django32\t"_s),
             qPrintable(QGuiApplication::clipboard()->text()));
}

WINDSOCK_TEST(MatrixPageTest)
#include "matrixpagetest.moc"
