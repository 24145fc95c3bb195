// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// EnvironmentModel: rows say how far they are, change in place and only when something is new, and what was seen before
// stays when a trial did not come to it.
#include "ui/matrix/environmentmodel.h"
#include "tests/support/testregistry.h"
#include "tests/ui/matrix/matrixsamples.h"
#include "ui/matrix/environmentdelegate.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace windsock;
using namespace windsock::ui;
using namespace windsock::ui::test;
using namespace Qt::StringLiterals;
using matrix::Phase;
using matrix::Verdict;

class EnvironmentModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void whatIsAskedForIsShown();
    void phasesAreTold();
    void verdictsComeOneByOne();
    void rowsChangeInPlace();
    void someOfThemAreTried();
    void whatWasNotReachedIsAsBefore();
    void figuresOfPollsAreShown();
    void pythonsHaveTheirNames();
    void rowsAreCopied();
    void coloursFollowVerdicts();

private:
    QModelIndex at(int row, EnvironmentColumn column) { return m_model->index(row, static_cast<int>(column)); }
    QString text(int row, EnvironmentColumn column) { return at(row, column).data().toString(); }
    QStringList verdicts(int row)
    {
        return {text(row, EnvironmentColumn::WebSocket), text(row, EnvironmentColumn::Django),
                text(row, EnvironmentColumn::Overall)};
    }

    std::vector<matrix::EnvironmentSpec> m_specs;
    std::unique_ptr<EnvironmentModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void EnvironmentModelTest::init()
{
    m_specs = threeEnvironments();
    m_tester.reset();
    m_model = std::make_unique<EnvironmentModel>();
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_model->setEnvironments(m_specs);
}

void EnvironmentModelTest::whatIsAskedForIsShown()
{
    QCOMPARE(m_model->rowCount(), 3);
    QCOMPARE(text(0, EnvironmentColumn::Python), u"Python 2.7"_s);
    QCOMPARE(text(0, EnvironmentColumn::Framework), u"Django 3.2"_s);
    QCOMPARE(text(0, EnvironmentColumn::Name), u"py27-django32"_s);
    QCOMPARE(verdicts(0), (QStringList{{}, {}, u"not tried"_s}));
    QVERIFY(!at(0, EnvironmentColumn::Overall).data(VerdictRole).isValid());
    QVERIFY(m_model->results().empty());
}

void EnvironmentModelTest::phasesAreTold()
{
    m_model->begin({0, 1, 2});
    QCOMPARE(verdicts(2), (QStringList{{}, {}, u"waiting"_s}));
    m_model->update({inPhase(m_specs[0], Phase::Starting), inPhase(m_specs[1], Phase::WebSocket)});
    QCOMPARE(verdicts(0), (QStringList{{}, {}, u"running: starting…"_s}));
    QCOMPARE(verdicts(1), (QStringList{u"running…"_s, {}, u"running: WebSocket…"_s}));
    QCOMPARE(verdicts(2), (QStringList{{}, {}, u"waiting"_s}));
}

void EnvironmentModelTest::verdictsComeOneByOne()
{
    m_model->begin({1});
    matrix::EnvironmentState state = inPhase(m_specs[1], Phase::Pages);
    state.result.webSocket = Verdict::Yes;
    m_model->update({state});
    QCOMPARE(verdicts(1), (QStringList{u"✓ Yes"_s, u"running…"_s, u"running: pages…"_s}));
    state.phase = Phase::WebSocket;
    state.result.django = Verdict::No; // it could not be imported
    m_model->update({state});
    QCOMPARE(verdicts(1), (QStringList{u"running…"_s, u"✗ No"_s, u"running: WebSocket…"_s}));
    state.phase = Phase::Benchmark;
    state.result.django = Verdict::Yes;
    m_model->update({state});
    QCOMPARE(verdicts(1), (QStringList{u"✓ Yes"_s, u"✓ Yes"_s, u"running: benchmark…"_s}));
    m_model->update({notThere(m_specs[1])});
    QCOMPARE(verdicts(1), (QStringList{u"─ Maybe yes"_s, u"─ Maybe yes"_s, u"─ Maybe yes"_s}));
}

void EnvironmentModelTest::rowsChangeInPlace()
{
    m_model->begin({0, 1, 2});
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    std::vector<matrix::EnvironmentState> states;
    for (const auto& spec : m_specs)
        states.push_back(inPhase(spec, Phase::Waiting));
    states[1].phase = Phase::Preparing;
    m_model->update(states);
    m_model->update(states);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed[0][0].toModelIndex().row(), 1);
    QCOMPARE(changed[0][1].toModelIndex().column(), m_model->columnCount() - 1);
    QCOMPARE(reset.size(), 0);
}

void EnvironmentModelTest::someOfThemAreTried()
{
    m_model->begin({0, 2});
    m_model->update({notThere(m_specs[0]), seenToFail(m_specs[2])});
    m_model->end();
    QCOMPARE(text(0, EnvironmentColumn::Overall), u"─ Maybe yes"_s);
    QCOMPARE(text(1, EnvironmentColumn::Overall), u"not tried"_s);
    QCOMPARE(text(2, EnvironmentColumn::Overall), u"✗ No"_s);
    QCOMPARE(m_model->results().size(), std::size_t(2));
    QCOMPARE(m_model->results()[1].name, u"py313-django32"_s);
}

void EnvironmentModelTest::whatWasNotReachedIsAsBefore()
{
    m_model->begin({0});
    m_model->update({seenToWork(m_specs[0])});
    m_model->end();
    m_model->begin({0, 1});
    QCOMPARE(text(0, EnvironmentColumn::Overall), u"waiting"_s);
    QVERIFY(m_model->results().empty());
    m_model->update({inPhase(m_specs[0], Phase::Waiting), inPhase(m_specs[1], Phase::Waiting)});
    m_model->end(); // cancelled at once
    QCOMPARE(text(0, EnvironmentColumn::Overall), u"✓ Yes"_s);
    QCOMPARE(text(1, EnvironmentColumn::Overall), u"not tried"_s);
}

void EnvironmentModelTest::figuresOfPollsAreShown()
{
    m_model->begin({0, 1});
    m_model->update({notThere(m_specs[0]), seenToWork(m_specs[1])});
    QCOMPARE(text(1, EnvironmentColumn::PerSecond), u"1,000"_s);
    QCOMPARE(at(1, EnvironmentColumn::PerSecond).data(PerSecondRole).toDouble(), 1000.0);
    QCOMPARE(text(0, EnvironmentColumn::PerSecond), QString());
    auto stopped = std::make_shared<bench::Run>(*benchRun("/polls", 10));
    stopped->stopped = true;
    matrix::EnvironmentResult cancelled;
    cancelled.benchmark = {stopped};
    QVERIFY(!pollsPerSecond(cancelled));
    matrix::EnvironmentResult other;
    other.framework = u"Django 1.8"_s;
    other.frameworkFound = u"3.2.25"_s;
    QCOMPARE(frameworkText(other), u"Django 1.8"_s); // what is there is not what was tried
    QVERIFY(at(1, EnvironmentColumn::PerSecond).data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight);
}

void EnvironmentModelTest::pythonsHaveTheirNames()
{
    matrix::EnvironmentResult result;
    result.python = u"PyPy 3.10"_s;
    result.pythonFound = u"3.10.14"_s;
    QCOMPARE(pythonText(result), u"PyPy 3.10.14"_s);
    result.python = u"/opt/python/bin/python3"_s;
    QCOMPARE(pythonText(result), u"Python 3.10.14"_s);
    result.pythonFound.clear();
    QCOMPARE(pythonText(result), u"/opt/python/bin/python3"_s);
}

void EnvironmentModelTest::rowsAreCopied()
{
    m_model->begin({2});
    m_model->update({seenToFail(m_specs[2])});
    const QStringList lines = m_model->asText({0, 2}).split(u'\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY2(lines[0].startsWith(u"Python\tDjango\tMore details\tWebSocket works?"_s), qPrintable(lines[0]));
    QCOMPARE(lines[2], u"Python 3.13.0\tDjango 3.2\tpy313-django32\t✓ Yes\t✗ No\t✗ No\t"_s);
}

void EnvironmentModelTest::coloursFollowVerdicts()
{
    const Theme theme(ThemeChoice::Light);
    const EnvironmentDelegate delegate(theme, nullptr);
    m_model->begin({0, 1, 2});
    m_model->update({notThere(m_specs[0]), seenToWork(m_specs[1]), seenToFail(m_specs[2])});
    QCOMPARE(delegate.textColor(at(0, EnvironmentColumn::Overall)), theme.colors().warning);
    QCOMPARE(delegate.textColor(at(1, EnvironmentColumn::Overall)), theme.colors().ok);
    QCOMPARE(delegate.textColor(at(2, EnvironmentColumn::Overall)), theme.colors().error);
    m_model->begin({1});
    QCOMPARE(delegate.textColor(at(1, EnvironmentColumn::Overall)), theme.colors().muted);
}

WINDSOCK_TEST(EnvironmentModelTest)
#include "environmentmodeltest.moc"
