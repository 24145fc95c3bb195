// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the test classes named by the first argument, or all of them.
#include "tests/support/testregistry.h"

#include <QTest>

#if defined(WINDSOCK_TESTS_HAVE_ui) || defined(WINDSOCK_TESTS_HAVE_app)
#include <QApplication>
using Application = QApplication;
#else
#include <QCoreApplication>
using Application = QCoreApplication;
#endif

namespace {

int runOne(const windsock::test::Factory& make, const QStringList& arguments)
{
    const std::unique_ptr<QObject> test = make();
    return QTest::qExec(test.get(), arguments);
}

} // namespace

int main(int argc, char* argv[])
{
    Application application(argc, argv);
    QStringList arguments = application.arguments();
    const auto& tests = windsock::test::registry();
    if (arguments.size() > 1 && !arguments.at(1).startsWith(QLatin1Char('-'))) {
        const auto found = tests.find(arguments.takeAt(1));
        if (found == tests.end()) {
            qCritical("no such test class; it is the file's name without .cpp");
            return 2;
        }
        return runOne(found->second, arguments);
    }
    int failures = 0;
    for (const auto& [name, make] : tests)
        failures += runOne(make, arguments);
    return failures;
}
