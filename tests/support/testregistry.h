// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Several Qt Test classes in one binary: each file ends with WINDSOCK_TEST(Class) and is run by its name in lower case.
// Main thread only.
#pragma once

#include <QObject>
#include <QString>

#include <functional>
#include <map>
#include <memory>

namespace windsock::test {

using Factory = std::function<std::unique_ptr<QObject>()>;

/// Name in lower case to factory; filled before main by WINDSOCK_TEST.
inline std::map<QString, Factory>& registry()
{
    static std::map<QString, Factory> tests;
    return tests;
}

struct Registration
{
    Registration(const char* name, Factory factory)
    {
        registry()[QString::fromLatin1(name).toLower()] = std::move(factory);
    }
};

} // namespace windsock::test

#define WINDSOCK_TEST(Class)                                                                                           \
    static const windsock::test::Registration registration##Class(#Class, [] { return std::make_unique<Class>(); });
