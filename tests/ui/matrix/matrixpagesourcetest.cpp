// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// MatrixPage and what it tries: Pythons and files are read beside the GUI, what cannot be read or found is said where
// it happens, fields become options, all of it is remembered.
#include "tests/support/testregistry.h"
#include "tests/ui/matrix/matrixpagefixture.h"
#include "ui/matrix/matrixbar.h"
#include "ui/matrix/matrixpage.h"
#include "ui/matrix/packagesfield.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QSemaphore>
#include <QSettings>

using namespace windsock;
using namespace windsock::ui;
using namespace windsock::ui::test;
using namespace Qt::StringLiterals;
using matrix::Phase;

class MatrixPageSourceTest : public QObject, protected MatrixPageFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void nothingIsReadBeforeItIsShown();
    void theGuiGoesOnWhileItIsRead();
    void fieldsBecomeOptions();
    void typedFoldersStayAsTyped();
    void aFolderThatIsNotThereIsTold();
    void nothingFoundIsExplained();
    void aBadFileIsTold();
    void aRememberedFileThatIsGone();
    void anotherFileIsOpened();
    void itIsRemembered();
};

void MatrixPageSourceTest::nothingIsReadBeforeItIsShown()
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

void MatrixPageSourceTest::theGuiGoesOnWhileItIsRead()
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

void MatrixPageSourceTest::fieldsBecomeOptions()
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

void MatrixPageSourceTest::typedFoldersStayAsTyped()
{
    openShown();
    auto* line = find<QLineEdit>(u"matrixPackagesLine"_s);
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, u"/usr/lib/python"_s);
    QCOMPARE(line->text(), u"/usr/lib/python"_s);
}

void MatrixPageSourceTest::aFolderThatIsNotThereIsTold()
{
    openShown();
    find<QComboBox>(u"matrixPackages"_s)->setEditText(u"/no/such/folder"_s);
    click(u"matrixTryAll"_s);
    QCOMPARE(m_script.begun, 0);
    QCOMPARE(message(), u"There is no folder /no/such/folder: name one that has packages."_s);
    QCOMPARE(find<QComboBox>(u"matrixPackages"_s)->property("wrong").toString(), u"true"_s);
}

void MatrixPageSourceTest::nothingFoundIsExplained()
{
    m_specs.clear();
    openShown();
    QVERIFY(!isEnabled(u"matrixTryAll"_s));
    QStringList texts;
    for (const QLabel* label : m_page->environments().findChildren<QLabel*>())
        texts += label->isVisible() ? label->text() : QString();
    QVERIFY2(texts.contains(u"No Python was found"_s), qPrintable(texts.join(u'|')));
}

void MatrixPageSourceTest::aBadFileIsTold()
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

void MatrixPageSourceTest::aRememberedFileThatIsGone()
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

void MatrixPageSourceTest::anotherFileIsOpened()
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

void MatrixPageSourceTest::itIsRemembered()
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

WINDSOCK_TEST(MatrixPageSourceTest)
#include "matrixpagesourcetest.moc"
