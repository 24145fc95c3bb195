// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Finding a Django project: the shapes of manage.py, and each error.
#include "core/backend/djangoproject.h"
#include "tests/support/testregistry.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace windsock;
using namespace windsock::backend;

class DjangoProjectTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void settings_data();
    void settings();
    void namesTheFolder();
    void relativeFolder();
    void noFolder_data();
    void noFolder();
    void noManagePy();
    void unreadableManagePy();
    void errorsAreOneSentence();

private:
    QString project(const QString& name, const QByteArray& manage);

    QTemporaryDir m_dir;
};

/// A folder with that manage.py.
QString DjangoProjectTest::project(const QString& name, const QByteArray& manage)
{
    const QString folder = m_dir.filePath(name);
    QDir().mkpath(folder);
    QFile file(folder + QStringLiteral("/manage.py"));
    if (file.open(QIODevice::WriteOnly))
        file.write(manage);
    return folder;
}

void DjangoProjectTest::settings_data()
{
    QTest::addColumn<QByteArray>("manage");
    QTest::addColumn<QByteArray>("settings"); // empty: it names none
    const auto row = [](const char* name, const char* manage, const char* module) {
        QTest::newRow(name) << QByteArray(manage) << QByteArray(module);
    };
    row("startproject, old", "    os.environ.setdefault(\"DJANGO_SETTINGS_MODULE\", \"mysite.settings\")\n",
        "mysite.settings");
    row("startproject, new", "    os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'mysite.settings')\n",
        "mysite.settings");
    row("assigned", "os.environ['DJANGO_SETTINGS_MODULE'] = 'a.b.c'\n", "a.b.c");
    row("assigned, close", "os.environ[\"DJANGO_SETTINGS_MODULE\"]=\"a\"\n", "a");
    row("over lines", "setdefault(\n    \"DJANGO_SETTINGS_MODULE\",\n    \"mysite.settings.dev\",\n)\n",
        "mysite.settings.dev");
    row("Windows lines", "os.environ.setdefault('DJANGO_SETTINGS_MODULE',\r\n 'x.settings')\r\n", "x.settings");
    row("byte order mark", "\xEF\xBB\xBFos.environ['DJANGO_SETTINGS_MODULE'] = 'a'\n", "a");
    row("commented out",
        "    # os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'old')\n    "
        "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'new')\n",
        "new");
    row("only commented out", "# os.environ['DJANGO_SETTINGS_MODULE'] = 'old'\n", "");
    row("empty", "", "");
    row("computed", "os.environ.setdefault('DJANGO_SETTINGS_MODULE', name + '.settings')\n", "");
    row("another variable", "os.environ['SETTINGS_MODULE'] = 'a'\n", "");
    row("binary",
        "\x7F"
        "ELF\xFF\xFE",
        "");
}

void DjangoProjectTest::settings()
{
    QFETCH(QByteArray, manage);
    QFETCH(QByteArray, settings);
    const auto found = findDjangoProject(project(QStringLiteral("mysite"), manage));
    QCOMPARE(bool(found), !settings.isEmpty());
    QCOMPARE(found ? found->settings : std::string(), settings.toStdString());
    if (found)
        return;
    QCOMPARE(found.error().code, ErrorCode::Invalid);
    QVERIFY(found.error().sentence.contains(QStringLiteral("DJANGO_SETTINGS_MODULE")));
}

void DjangoProjectTest::namesTheFolder()
{
    const QString folder = project(QStringLiteral("pröject"), "os.environ['DJANGO_SETTINGS_MODULE'] = 'a'");
    for (const QString& given :
         QStringList{folder, folder + QStringLiteral("/"), folder + QStringLiteral("/../pröject")}) {
        const auto found = findDjangoProject(given);
        QVERIFY(found);
        QCOMPARE(found->folder, folder);
        QCOMPARE(found->name, std::string("pröject"));
    }
}

void DjangoProjectTest::relativeFolder()
{
    project(QStringLiteral("relative"), "os.environ['DJANGO_SETTINGS_MODULE'] = 'a'");
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(m_dir.path()));
    const auto found = findDjangoProject(QStringLiteral("relative"));
    QDir::setCurrent(before);
    QVERIFY(found);
    QCOMPARE(found->folder, QFileInfo(m_dir.filePath(QStringLiteral("relative"))).canonicalFilePath());
}

void DjangoProjectTest::noFolder_data()
{
    QTest::addColumn<QString>("folder");
    QTest::newRow("empty") << QString();
    QTest::newRow("not there") << m_dir.filePath(QStringLiteral("nothing"));
    QFile file(m_dir.filePath(QStringLiteral("file")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QTest::newRow("a file") << file.fileName();
    QTest::newRow("very long") << QString(5000, u'x');
}

void DjangoProjectTest::noFolder()
{
    QFETCH(QString, folder);
    const auto found = findDjangoProject(folder);
    QVERIFY(!found);
    QCOMPARE(found.error().code, ErrorCode::NotFound);
    QVERIFY(found.error().sentence.contains(QStringLiteral("There is no folder")));
    QVERIFY(found.error().sentence.size() < 400);
}

void DjangoProjectTest::noManagePy()
{
    QDir().mkpath(m_dir.filePath(QStringLiteral("empty")));
    QDir().mkpath(m_dir.filePath(QStringLiteral("odd/manage.py"))); // a folder of that name
    for (const char* name : {"empty", "odd"}) {
        const auto found = findDjangoProject(m_dir.filePath(QString::fromLatin1(name)));
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::NotFound);
        QVERIFY(found.error().sentence.contains(QStringLiteral("manage.py")));
    }
}

void DjangoProjectTest::unreadableManagePy()
{
    if (::geteuid() == 0)
        QSKIP("root reads everything");
    const QString folder = project(QStringLiteral("shut"), "os.environ['DJANGO_SETTINGS_MODULE'] = 'a'");
    QCOMPARE(::chmod((folder + QStringLiteral("/manage.py")).toLocal8Bit().constData(), 0), 0);
    const auto found = findDjangoProject(folder);
    QVERIFY(!found);
    QCOMPARE(found.error().code, ErrorCode::NotFound);
}

void DjangoProjectTest::errorsAreOneSentence()
{
    for (const QString& folder : {QStringLiteral("%1%2"), m_dir.path(), project(QStringLiteral("none"), "")}) {
        const auto found = findDjangoProject(folder);
        QVERIFY(!found);
        QVERIFY(found.error().sentence.endsWith(u'.'));
        QVERIFY(found.error().sentence.contains(folder));
    }
}

WINDSOCK_TEST(DjangoProjectTest)
#include "djangoprojecttest.moc"
