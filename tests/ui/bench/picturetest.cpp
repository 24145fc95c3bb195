// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The benchmark's picture: curves lie where their figures say, in their colours, light and dark, in PNG and SVG; names,
// colours and lines of several runs; what stands there when there is nothing to draw.
#include "ui/bench/picture.h"
#include "tests/support/testfolder.h"
#include "tests/support/testregistry.h"
#include "tests/ui/bench/blockingsamples.h"
#include "ui/bench/blockingpicture.h"

#include <QSvgRenderer>
#include <QTest>

using namespace windsock;
using namespace windsock::ui;
using namespace Qt::StringLiterals;

namespace {

std::shared_ptr<const bench::Run> aRun(const char* name, std::size_t count, std::uint32_t us,
                                       const char* url = "http://127.0.0.1:8000/x")
{
    auto run = std::make_shared<bench::Run>();
    run->plan.name = name;
    run->plan.target.url = url;
    run->plan.requests = run->complete = count;
    for (std::size_t i = 0; i < count; ++i) {
        run->samples.push_back({static_cast<std::int64_t>(i) * 100 + 1, 0, 0, us, us});
        run->latency.record(microseconds(us));
    }
    return run;
}

/// How many pixels about a point are nearly of that colour.
int countOf(const QImage& image, const QPointF& at, const QColor& color)
{
    const auto near = [](int a, int b) { return std::abs(a - b) < 40; };
    int count = 0;
    for (int y = -4; y <= 4; ++y) {
        for (int x = -4; x <= 4; ++x) {
            const QColor there = image.pixelColor(at.toPoint() + QPoint(x, y));
            count += near(there.red(), color.red()) && near(there.green(), color.green()) &&
                     near(there.blue(), color.blue());
        }
    }
    return count;
}

/// A chart of that size as a picture has it.
void prepare(CurveChart& chart, const PictureOptions& options, const BenchRuns& runs)
{
    QFont font = QApplication::font();
    font.setPixelSize(14);
    chart.resize(options.size);
    chart.setLook(options.dark ? darkColors() : lightColors(), font);
    chart.setScale(options.scale);
    chart.setTitle(u"Title"_s);
    chart.setCurves(drawnCurves(runs, options.form), options.form);
    chart.grab();
}

} // namespace

class PictureTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void curvesAreWhereTheirFiguresSay_data();
    void curvesAreWhereTheirFiguresSay();
    void theCommandsPictureHasItsCurves();
    void nothingIsDrawnOverTheLegend();
    void oneRequestIsADisc();
    void namesColoursAndLines();
    void whatStandsWhereNothingIsDrawn();
    void axesFollowTheForm();
    void itLaysItselfOutAnew();
    void files();
    void refusals();
    void wouldTornadoHaveBlocked();
};

void PictureTest::curvesAreWhereTheirFiguresSay_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<bool>("log");
    QTest::addColumn<QSize>("size");
    QTest::newRow("light") << false << false << QSize(1280, 800);
    QTest::newRow("dark") << true << false << QSize(1280, 800);
    QTest::newRow("logarithmic") << false << true << QSize(1280, 800);
    QTest::newRow("small") << false << false << QSize(640, 480);
    QTest::newRow("large") << true << true << QSize(1920, 1080);
}

void PictureTest::curvesAreWhereTheirFiguresSay()
{
    QFETCH(bool, dark);
    QFETCH(bool, log);
    QFETCH(QSize, size);
    const PictureOptions options{
        size, dark, {}, bench::CurveForm::Sorted, log ? CurveChart::Scale::Logarithmic : CurveChart::Scale::Linear};
    CurveChart chart;
    prepare(chart, options, {aRun("/a", 200, 20'000), aRun("/b", 200, 90'000)});
    const QImage image = chart.grab().toImage();
    const Colors colors = dark ? darkColors() : lightColors();
    for (const double x : {10.0, 100.0, 190.0}) {
        QVERIFY(countOf(image, chart.pointOf({x, 20}), colors.curves[0]) >= 9);
        QVERIFY(countOf(image, chart.pointOf({x, 90}), colors.curves[1]) >= 9);
        QCOMPARE(countOf(image, chart.pointOf({x, 50}), colors.curves[0]), 0);
    }
    QVERIFY(countOf(image, chart.pointOf({30, 55}), colors.panel) > 60);
    QCOMPARE(chart.legend(), QStringList({u"/a"_s, u"/b"_s}));
}

void PictureTest::theCommandsPictureHasItsCurves()
{
    PictureOptions options;
    const QImage image = drawPicture(options, {aRun("/a", 200, 20'000), aRun("/b", 200, 90'000)});
    QCOMPARE(image.size(), QSize(1280, 800));
    QCOMPARE(image.pixelColor(2, 2), lightColors().panel);
    int found[2] = {};
    for (int y = 100; y < 760; ++y) {
        for (int curve = 0; curve < 2; ++curve)
            found[curve] += image.pixelColor(640, y) == lightColors().curves[static_cast<std::size_t>(curve)];
    }
    QVERIFY(found[0] >= 1 && found[0] <= 3);
    QVERIFY(found[1] >= 1 && found[1] <= 3);
    options.dark = true;
    QCOMPARE(drawPicture(options, {aRun("/a", 2, 1)}).pixelColor(2, 2), darkColors().panel);
}

void PictureTest::nothingIsDrawnOverTheLegend()
{
    BenchRuns runs;
    std::vector<std::string> names;
    for (int i = 0; i < 9; ++i)
        names.push_back("/a/name/of/some/length/" + std::to_string(i));
    for (const std::string& name : names)
        runs.push_back(aRun(name.c_str(), 100, 5'000));
    CurveChart chart;
    prepare(chart, {QSize(640, 480), false, {}, {}, {}}, runs);
    const QRectF plot = chart.chart()->plotArea();
    QVERIFY(plot.top() > 100 && plot.height() > 150); // under a title and several rows of names
    QVERIFY(plot.left() > 30 && plot.right() < 640 - 8 && plot.bottom() < 480 - 30);
}

void PictureTest::oneRequestIsADisc()
{
    CurveChart chart;
    prepare(chart, {}, {aRun("/a", 1, 5'000)});
    const QImage image = chart.grab().toImage();
    QVERIFY(countOf(image, chart.pointOf({1, 5}), lightColors().curves[0]) > 40);
    QCOMPARE(chart.xAxis().high, 2.0);
}

void PictureTest::namesColoursAndLines()
{
    const auto same = drawnCurves({aRun("/a", 5, 1), aRun("/b", 5, 1), aRun("/a", 5, 1)}, bench::CurveForm::Sorted);
    QCOMPARE(same[2].name, u"/a (2)"_s);
    QCOMPARE(same[2].color, 2u);
    QCOMPARE(same[2].group, 0u);
    const auto two =
        drawnCurves({aRun("/a", 5, 1), aRun("/b", 5, 1), aRun("/b", 5, 1, "http://other/x")}, bench::CurveForm::Sorted);
    QCOMPARE(two[0].name, u"/a · http://127.0.0.1:8000"_s);
    QCOMPARE(two[2].name, u"/b · http://other"_s);
    QCOMPARE(two[2].color, two[1].color);
    QCOMPARE(two[2].group, 1u);
}

void PictureTest::whatStandsWhereNothingIsDrawn()
{
    CurveChart chart;
    prepare(chart, {}, {});
    QVERIFY(chart.hint().startsWith(u"No run"_s));
    prepare(chart, {}, {aRun("/a", 0, 0)});
    QVERIFY(chart.hint().startsWith(u"No request"_s));
    bench::Run read = *aRun("/a", 5, 1'000); // as ab's files have it
    for (bench::Sample& sample : read.samples)
        sample.begun = 0;
    PictureOptions options;
    options.form = bench::CurveForm::Arrival;
    prepare(chart, options, {std::make_shared<bench::Run>(read)});
    QVERIFY(chart.hint().startsWith(u"In which order"_s));
    prepare(chart, {}, {aRun("/a", 5, 1'000)});
    QCOMPARE(chart.hint(), QString());
}

void PictureTest::axesFollowTheForm()
{
    CurveChart chart;
    PictureOptions options;
    prepare(chart, options, {aRun("/a", 2000, 880'000), aRun("/b", 1000, 40'000)});
    QCOMPARE(chart.xAxis().high, 2000.0);
    QCOMPARE(chart.xAxis().ticks.back().label, u"2000"_s);
    QCOMPARE(chart.yAxis().high, 900.0);
    QVERIFY(!chart.yAxis().logarithmic);
    options.form = bench::CurveForm::Percentiles;
    options.scale = CurveChart::Scale::Logarithmic;
    prepare(chart, options, {aRun("/a", 2000, 880'000)});
    QCOMPARE(chart.xAxis().ticks.back().label, u"99.9 %"_s);
    QCOMPARE(chart.yAxis().ticks.back().label, u"1000"_s);
    prepare(chart, options, {aRun("/a", 20, 0)}); // a log axis never meets a zero
    QVERIFY(chart.yAxis().high > chart.yAxis().low);
}

void PictureTest::itLaysItselfOutAnew()
{
    CurveChart chart;
    prepare(chart, {}, {aRun("/a", 2000, 880'000)});
    const QRectF before = chart.chart()->plotArea();
    const std::size_t ticks = chart.yAxis().ticks.size();
    chart.resize(500, 300);
    chart.grab();
    QVERIFY(chart.chart()->plotArea().width() < before.width());
    QVERIFY(chart.yAxis().ticks.size() < ticks);
    chart.setCurves({}, bench::CurveForm::Sorted);
    chart.grab();
    QVERIFY(chart.legend().isEmpty());
}

void PictureTest::files()
{
    const windsock::test::TestFolder folder;
    const BenchRuns runs = {aRun("/a", 200, 20'000)};
    PictureOptions options;
    options.size = {640, 480};
    QVERIFY(writePicture(options, runs, folder.path(u"p.PNG"_s)));
    QCOMPARE(QImage(folder.path(u"p.PNG"_s)), drawPicture(options, runs));
    QVERIFY(writePicture(options, runs, folder.path(u"p.svg"_s)));
    QSvgRenderer svg(folder.path(u"p.svg"_s));
    QVERIFY(svg.isValid());
    QCOMPARE(svg.viewBox(), QRect(0, 0, 640, 480));
    QImage image(640, 480, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    svg.render(&painter);
    int found = 0;
    for (int y = 70; y < 420; ++y)
        found += image.pixelColor(320, y) == lightColors().curves[0];
    QVERIFY(found >= 1 && found <= 3);
}

void PictureTest::refusals()
{
    const windsock::test::TestFolder folder;
    const BenchRuns runs = {aRun("/a", 2, 20)};
    QCOMPARE(writePicture({}, {}, folder.path(u"p.png"_s)).error().code, ErrorCode::Invalid);
    QVERIFY(writePicture({}, runs, u"p.gif"_s).error().sentence.contains(u"neither .png nor .svg"_s));
    QCOMPARE(writePicture({}, runs, folder.path(u"none/p.png"_s)).error().code, ErrorCode::NotFound);
    PictureOptions tiny;
    tiny.size = {100, 100};
    QVERIFY(writePicture(tiny, runs, folder.path(u"p.png"_s)).error().sentence.contains(u"320 × 240"_s));
}

void PictureTest::wouldTornadoHaveBlocked()
{
    const windsock::test::TestFolder folder;
    const bench::BlockingResults results = ui::test::blockingResults();
    const DrawnCurves curves = blockingCurves(results, bench::CurveForm::Percentiles);
    QCOMPARE(curves.size(), std::size_t(3));
    QCOMPARE(curves[1].name, u"on 4 threads"_s);
    QCOMPARE(curves[0].points.back(), (bench::CurvePoint{100, 200}));
    QVERIFY(blockingNotes(results).front().startsWith(u"Yes: on the loop"_s));
    QVERIFY(writeBlockingPicture(results, u"mysite"_s, folder.path(u"p.png"_s)));
    const QImage image(folder.path(u"p.png"_s));
    QCOMPARE(image.size(), QSize(1280, 800));
    for (std::size_t i = 0; i < curves.size(); ++i) { // each crosses the picture's middle, the loop's above the others
        int found = 0;
        for (int y = 150; y < 760; ++y)
            found += image.pixelColor(640, y) == lightColors().curves[i];
        QVERIFY(found >= 1);
    }
    QVERIFY(!writeBlockingPicture(results, u"mysite"_s, folder.path(u"p.gif"_s)));
    QVERIFY(!writeBlockingPicture({}, {}, folder.path(u"q.png"_s)));
}

WINDSOCK_TEST(PictureTest)
#include "picturetest.moc"
