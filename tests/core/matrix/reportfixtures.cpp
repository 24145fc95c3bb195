// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/matrix/reportfixtures.h"

#include <QTimeZone>

#include <array>
#include <random>

using namespace std::chrono_literals;
using namespace windsock::matrix;

namespace windsock::test {

namespace {

const QString traceback =
    QStringLiteral("Traceback (most recent call last):\n"
                   "  File \"wsgi_worker.py\", line 431, in load\n"
                   "    module = importlib.import_module(name)\n"
                   "  File \"/usr/lib/python3.13/importlib/__init__.py\", line 88, in import_module\n"
                   "    return _bootstrap._gcd_import(name[level:], package, level)\n"
                   "  File \"/home/me/polls/pollsite/wsgi.py\", line 5, in <module>\n"
                   "    from django.core.wsgi import get_wsgi_application\n"
                   "  File \"/usr/lib/python3/dist-packages/django/http/request.py\", line 1, in <module>\n"
                   "    import cgi\n"
                   "ModuleNotFoundError: No module named 'cgi'\n");

Conversation spoken(const QString& python, const QString& django)
{
    const QString hello = QStringLiteral("Hello, world");
    const QString test = QStringLiteral("Test for %1 and %2").arg(python, django);
    Conversation heard;
    heard.works = true;
    heard.lines += QStringLiteral("opened ws://127.0.0.1:40123/ws/hello-tornado");
    for (const QString& said : {hello, test}) {
        heard.answers += QStringLiteral("You said: ") + said;
        heard.lines += QStringLiteral("> ") + said;
        heard.lines += QStringLiteral("< ") + heard.answers.constLast();
    }
    heard.lines += QStringLiteral("closed 1000");
    heard.roundTrip = 264us;
    return heard;
}

QString webSocketLog(const QString& python, const QString& django)
{
    return QStringLiteral("[I 260727 10:11:21 web:2439] 101 GET /ws/hello-tornado (127.0.0.1) 0.62ms\n"
                          "WebSocket opened\nSomeone said: Hello, world\nSomeone said: Test for %1 and %2\n"
                          "WebSocket closed\n")
        .arg(python, django);
}

std::shared_ptr<const bench::Run> run(const char* path, const char* name, microseconds typical)
{
    bench::Run run;
    run.plan.target.path = path;
    run.plan.target.url = std::string("http://127.0.0.1:40123") + path;
    run.plan.name = name;
    run.complete = 2000;
    run.taken = typical * 20;
    for (int i = 0; i < 2000; ++i)
        run.latency.record(typical + microseconds(i * typical.count() / 4000));
    return std::make_shared<const bench::Run>(std::move(run));
}

constexpr std::array plainPieces = {
    u"*",   u"**",   u"`",    u"``",   u"_", u"__", u"|",   u":",    u"::",    u"\\",     u" ",      u"  ",
    u"\n",  u"\n\n", u"\t",   u"<",    u">", u"[",  u"]",   u"(",    u")",     u"- ",     u"1. ",    u"a) ",
    u"i. ", u".. ",  u">>> ", u"====", u"-", u"+",  u"#. ", u"[1]_", u"x",     u"Word",   u"django", u"http://a_b/*",
    u"\"",  u"'",    u"…",    u"漢",   u"✓", u"&",  u"/",   u"%1",   u"a@b.c", u"</pre>", u"<!--",   u"\r"};
constexpr std::array strangePieces = {u"😀",      u"e\u0301", u"\x1b[31m", u"\x1b", u"\u2028", u"İ", u"\x0b", u"•",
                                      u"\u00a0", u"\u00ad",  u"\ufeff",   u"\x1e", u"\u0085", u"ß", u"ｶ",    u"가"};

/// Draws texts from the pieces. Of plain ones docutils knows how wide they are.
class Dice
{
public:
    explicit Dice(unsigned seed)
        : m_random(seed)
        , m_pieces(plainPieces.size() + (seed % 2 ? strangePieces.size() : 0))
    {
    }

    unsigned below(unsigned end) { return static_cast<unsigned>(m_random() % end); }

    QString text()
    {
        QString text;
        for (unsigned length = below(8); length > 0; --length) {
            const std::size_t piece = below(static_cast<unsigned>(m_pieces));
            text += QString::fromUtf16(piece < plainPieces.size() ? plainPieces[piece]
                                                                  : strangePieces[piece - plainPieces.size()]);
        }
        return text;
    }

private:
    std::mt19937 m_random;
    const std::size_t m_pieces;
};

std::vector<QString*> textsOf(EnvironmentResult& result)
{
    return {&result.name,        &result.python,         &result.framework,        &result.backend,
            &result.pythonFound, &result.pythonPath,     &result.packages,         &result.why,
            &result.evidence,    &result.frameworkFound, &result.conversation.why, &result.webSocketLog,
            &result.pagesLog};
}

EnvironmentResult randomResult(Dice& dice)
{
    EnvironmentResult result;
    for (QString* field : textsOf(result))
        *field = dice.text();
    result.relayed = dice.below(2) == 0;
    result.webSocket = static_cast<Verdict>(dice.below(3));
    result.django = static_cast<Verdict>(dice.below(3));
    for (unsigned lines = dice.below(4); lines > 0; --lines)
        result.conversation.lines += dice.text();
    for (unsigned steps = dice.below(3); steps > 0; --steps)
        result.steps.push_back({dice.below(2) == 0, dice.text()});
    if (dice.below(2))
        result.benchmark = {run("/", dice.text().toUtf8().constData(), 10ms)};
    return result;
}

EnvironmentResult asked(const QString& name, const QString& python, const QString& django)
{
    EnvironmentResult result;
    result.name = name;
    result.python = python;
    result.framework = django;
    return result;
}

EnvironmentResult named(const QString& name)
{
    return seenToWork(name, QStringLiteral("Python 3.11"), QStringLiteral("Django 3.2"));
}

/// `text` wherever there is text.
EnvironmentResult allOf(const QString& text)
{
    EnvironmentResult result;
    for (QString* field : textsOf(result))
        *field = text;
    result.webSocket = Verdict::No;
    result.django = Verdict::Yes;
    result.conversation.lines = {text, text};
    result.steps = {{true, text}, {false, text}};
    bench::Run failed;
    failed.plan.name = text.toStdString();
    failed.failure = text.toStdString();
    bench::Run notRun = failed;
    notRun.error = text.toStdString() + "!";
    result.benchmark = {std::make_shared<const bench::Run>(failed), std::make_shared<const bench::Run>(notRun)};
    return result;
}

QStringList nastyTexts()
{
    QStringList texts;
    for (const char16_t* text :
         {u"", u"`a_` *b* |c| d__ ::", u"\x1b]0;title\x07\x1b[1;31mError\x1b[0m\r\n\tat\x0b\x0c\x1e\u2028\u2029\u202e",
          u"   indented\n  less\n        more   \n\n\n", u"::\n\n.. image:: x\n", u"</pre></section><!-- \"'&"})
        texts += QString::fromUtf16(text);
    for (const char16_t* text : {u"x", u"line\n", u"\x1b[", u"漢", u"word ", u"\n"})
        texts += QString::fromUtf16(text).repeated(10'000);
    texts += QString(QChar(0));
    texts += QString(3'000, QChar(0xD83D));
    return texts;
}

} // namespace

ReportFacts reportFacts()
{
    ReportFacts facts;
    facts.version = QStringLiteral("0.9.0");
    facts.date = QDateTime(QDate(2026, 7, 27), QTime(10, 12), Qt::UTC);
    facts.machine = {QStringLiteral("Debian GNU/Linux 12 (bookworm)"), QStringLiteral("Linux 6.1.0-18-amd64"),
                     QStringLiteral("Intel(R) Xeon(R) CPU @ 2.80GHz"), 2};
    facts.matrixFile = QStringLiteral("tox.ini");
    facts.command = QStringLiteral("windsock matrix --config tox.ini --bench --report report");
    return facts;
}

EnvironmentResult seenToWork(const QString& name, const QString& python, const QString& django)
{
    const QString version = python.section(u' ', 1);
    EnvironmentResult result = asked(name, python, django);
    result.backend = QStringLiteral("WSGI container");
    result.pythonFound = version + QStringLiteral(".2");
    result.pythonPath = QStringLiteral("/usr/bin/python") + version;
    result.frameworkFound = django.section(u' ', 1) + QStringLiteral(".19");
    result.packages = QStringLiteral("/usr/lib/python3/dist-packages");
    result.webSocket = result.django = Verdict::Yes;
    result.conversation = spoken(python, django);
    result.webSocketLog = webSocketLog(python, django);
    result.pagesLog =
        QStringLiteral("[I 260727 10:11:22 wsgi:265] 200 GET /polls/ (127.0.0.1) 53.86ms\n"
                       "[I 260727 10:11:22 wsgi:265] 200 GET /polls/1/ (127.0.0.1) 18.21ms\n"
                       "[I 260727 10:11:22 wsgi:265] 302 POST /polls/1/vote/ (127.0.0.1) 134.89ms\n"
                       "[I 260727 10:11:22 wsgi:265] 200 GET /polls/1/results/ (127.0.0.1) 17.95ms\n"
                       "[I 260727 10:11:23 web:2439] 200 GET /static/polls/style.css (127.0.0.1) 0.57ms\n");
    result.steps = {{true, QStringLiteral("GET /polls/: 200")}, {true, QStringLiteral("GET /polls/1/: 200")}};
    result.took = 4'312ms;
    return result;
}

EnvironmentResult notThere(const QString& name, const QString& python, const QString& django)
{
    EnvironmentResult result = asked(name, python, django);
    result.why =
        QStringLiteral("There is no %1 on this machine; install it, or name its program with --python.").arg(python);
    result.took = 12ms;
    return result;
}

EnvironmentResult failing()
{
    EnvironmentResult result =
        seenToWork(QStringLiteral("py313-django32"), QStringLiteral("Python 3.13"), QStringLiteral("Django 3.2"));
    result.django = Verdict::No;
    result.why = QStringLiteral("Django 3.2 does not start on Python 3.13: there is no module cgi.");
    result.evidence = traceback;
    result.steps = {{false, QStringLiteral("GET /polls/: 503")}, {false, QStringLiteral("GET /polls/1/: 503")}};
    result.pagesLog = QStringLiteral("[E 260727 10:11:30 wsgi:265] 503 GET /polls/ (127.0.0.1) 0.41ms\n");
    return result;
}

void addBenchmark(EnvironmentResult& result)
{
    result.benchmark = {run("/hello-tornado", "/hello-tornado (Tornado)", 1'420us),
                        run("/polls/", "/polls (Django)", 61ms),
                        run("/admin/login/?next=/admin/", "/admin (Django)", 148ms)};
}

Results ancestorsEight()
{
    const auto python = [](const char* version) -> QString {
        return QStringLiteral("Python ") + QString::fromLatin1(version);
    };
    const QString old = QStringLiteral("Django 1.8");
    const QString fresh = QStringLiteral("Django 1.9");
    return {seenToWork(QStringLiteral("py27-django18"), python("2.7"), old),
            seenToWork(QStringLiteral("py27-django19"), python("2.7"), fresh),
            notThere(QStringLiteral("py32-django18"), python("3.2"), old),
            seenToWork(QStringLiteral("py33-django18"), python("3.3"), old),
            seenToWork(QStringLiteral("py34-django18"), python("3.4"), old),
            seenToWork(QStringLiteral("py34-django19"), python("3.4"), fresh),
            seenToWork(QStringLiteral("py35-django18"), python("3.5"), old),
            seenToWork(QStringLiteral("py35-django19"), python("3.5"), fresh)};
}

Results realistic()
{
    Results all = ancestorsEight();
    all.resize(4);
    all[0] = notThere(all[0].name, all[0].python, all[0].framework);
    all[3] = notThere(all[3].name, all[3].python, all[3].framework);
    const QString django = QStringLiteral("Django 3.2");
    for (const char* version : {"3.9", "3.10", "3.11", "3.12"}) {
        const QString number = QString::fromLatin1(version);
        all.push_back(seenToWork(QStringLiteral("py%1-django32").arg(QString(number).remove(u'.')),
                                 QStringLiteral("Python ") + number, django));
        addBenchmark(all.back());
    }
    all.push_back(failing());
    return all;
}

Results nasty()
{
    Results all;
    for (const char* name : {"py_27_*",
                             "a|b`c",
                             "py:311::",
                             "Installation",
                             "summary",
                             "py311",
                             "py311",
                             "PY311",
                             "-",
                             "1. one",
                             ":field: x",
                             ".. note::",
                             "",
                             "  ",
                             "漢字-django",
                             "e\u0301x",
                             "😀",
                             "<script>alert(1)</script>",
                             "\x1b[31mred\x1b[0m",
                             "a\tb\nc",
                             "environment",
                             "``",
                             "../../etc/passwd",
                             "WebSocket in py311",
                             "====",
                             "__init__",
                             "%1%2%3",
                             "&amp;",
                             "\\"})
        all.push_back(named(QString::fromUtf8(name)));
    for (const QString& text : nastyTexts())
        all.push_back(allOf(text));
    return all;
}

Results random(unsigned seed)
{
    Dice dice(seed);
    Results all;
    for (unsigned environments = 1 + dice.below(20); environments > 0; --environments)
        all.push_back(randomResult(dice));
    return all;
}

} // namespace windsock::test
