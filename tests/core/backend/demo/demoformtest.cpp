// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Form: what browsers and tools post, and what they should not.
#include "core/backend/demo/form.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock::backend::demo;

class DemoFormTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decodesPercent()
    {
        QVERIFY(percentDecode("/a%20b%2fC%41+") == "/a b/CA+");
        QVERIFY(percentDecode("100%") == "100%");
        QVERIFY(percentDecode("%4") == "%4");
        QVERIFY(percentDecode("%zz%-1%4g%41") == "%zz%-1%4gA");
        QVERIFY(percentDecode("%00") == std::string(1, '\0'));
    }

    void findsValues()
    {
        QVERIFY(formValue("choice=3", "choice") == "3");
        QVERIFY(formValue("a=1&choice=3&b=2", "choice") == "3");
        QVERIFY(formValue("choice=3&choice=4", "choice") == "4");
        QVERIFY(formValue("ch%6Fice=a+b%2Bc", "choice") == "a b+c");
        QVERIFY(formValue("choice=a=b", "choice") == "a=b");
        QVERIFY(formValue("choice", "choice") == "");
        QVERIFY(formValue("&&choice=&", "choice") == "");
        QVERIFY(!formValue("", "choice"));
        QVERIFY(!formValue("Choice=1&choices=2&=3", "choice"));
    }

    void parsesNumbers()
    {
        QVERIFY(parseNumber("42") == 42);
        for (const char* text : {"", " 1", "1 ", "1x", "0x1", "+1", "99999999999999999999"})
            QVERIFY2(!parseNumber(text), text);
    }
};

WINDSOCK_TEST(DemoFormTest)
#include "demoformtest.moc"
