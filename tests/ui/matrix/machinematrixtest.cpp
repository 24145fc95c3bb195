// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The matrix without a file: one environment a minor version, in order, whoever found it.
#include "ui/matrix/machinematrix.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock;
using namespace windsock::ui;
using namespace Qt::StringLiterals;

class MachineMatrixTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachMinorVersionOnce();
    void whatCannotBeReadIsTold();
};

namespace {

matrix::Interpreter python(const std::string& implementation, int major, int minor, int micro)
{
    matrix::Interpreter one;
    one.version = {major, minor, micro};
    one.implementation = implementation;
    return one;
}

} // namespace

void MachineMatrixTest::eachMinorVersionOnce()
{
    const auto environments =
        environmentsOf({python("CPython", 3, 13, 0), python("PyPy", 3, 10, 14), python("CPython", 3, 9, 2),
                        python("CPython", 2, 7, 18), python("CPython", 3, 9, 18), python("CPython", 3, 10, 1)});
    std::vector<std::string> names;
    for (const auto& one : environments) {
        names.push_back(one.name);
        QCOMPARE(one.framework, (matrix::Framework{"Django", {}}));
        QVERIFY(one.problem.empty());
    }
    const std::vector<std::string> wanted = {"py27-django", "py39-django", "py310-django", "py313-django",
                                             "pypy310-django"};
    QCOMPARE(names, wanted);
    QCOMPARE(environments[1].python, std::string("3.9"));
    QCOMPARE(environments[4].python, std::string("pypy3.10"));
}

void MachineMatrixTest::whatCannotBeReadIsTold()
{
    const auto matrix = readMatrixHere(u"/nowhere/tox.ini"_s);
    QVERIFY(!matrix);
    QVERIFY2(matrix.error().sentence.contains(u"/nowhere/tox.ini"_s), qPrintable(matrix.error().sentence));
}

WINDSOCK_TEST(MachineMatrixTest)
#include "machinematrixtest.moc"
