// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tlsidentity.h"

#include "app/datafolder.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QNetworkProxy>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTemporaryDir>

#include <cstdio>

namespace windsock::app {

namespace {

constexpr int validDays = 365;
constexpr int renewDays = 7;         // before its end
constexpr int opensslLimit = 20'000; // ms
constexpr QLatin1String certificateName("localhost.pem");
constexpr int probeLimit = 1'000; // ms

Error invalid(const QString& sentence)
{
    return {ErrorCode::Invalid, sentence, {}};
}

Result<QByteArray> readFile(const QString& path, const char* option)
{
    QFile file(path);
    if (file.open(QIODevice::ReadOnly))
        return file.read(1 << 20);
    return Error{ErrorCode::NotFound,
                 QStringLiteral("Cannot read \"%1\" (%2): check the path given with %3.")
                     .arg(path.left(200), file.errorString(), QString::fromLatin1(option)),
                 {}};
}

Result<QSslKey> parseKey(const QByteArray& pem, const QString& path)
{
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Ec, QSsl::Rsa}) {
        if (QSslKey key(pem, algorithm, QSsl::Pem, QSsl::PrivateKey); !key.isNull())
            return key;
    }
    return invalid(
        QStringLiteral(
            "\"%1\" has no private key (RSA or EC) in PEM that can be read without a password: check --tls-key.")
            .arg(path.left(200)));
}

/// Empty when a server can begin a handshake with it, else TLS's own words. Tried on a connection to ourselves; where
/// none can be had, the first client will tell.
QString tryIdentity(const QSslConfiguration& identity)
{
    QTcpServer door;
    QSslSocket probe;
    probe.setProxy(QNetworkProxy::NoProxy);
    if (!door.listen(QHostAddress::LocalHost))
        return {};
    probe.connectToHost(QHostAddress(QHostAddress::LocalHost), door.serverPort());
    if (!probe.waitForConnected(probeLimit))
        return {};
    // The first error has the reason; errorString() keeps the last, which has none.
    QStringList words;
    QObject::connect(&probe, &QSslSocket::errorOccurred, &probe, [&] { words += probe.errorString().simplified(); });
    probe.setSslConfiguration(identity);
    probe.startServerEncryption(); // fails at once, before a byte came
    return words.value(0);
}

Result<std::shared_ptr<const QSslConfiguration>> readIdentity(const QString& certificatePath, const QString& keyPath)
{
    const auto certificate = readFile(certificatePath, "--tls-cert");
    if (!certificate)
        return certificate.error();
    const auto keyText = readFile(keyPath, "--tls-key");
    if (!keyText)
        return keyText.error();
    const auto chain = QSslCertificate::fromData(*certificate, QSsl::Pem);
    if (chain.isEmpty())
        return invalid(
            QStringLiteral("\"%1\" has no certificate in PEM: check --tls-cert.").arg(certificatePath.left(200)));
    const auto key = parseKey(*keyText, keyPath);
    if (!key)
        return key.error();
    auto identity = std::make_shared<QSslConfiguration>(QSslConfiguration::defaultConfiguration());
    identity->setLocalCertificateChain(chain);
    identity->setPrivateKey(*key);
    identity->setProtocol(QSsl::TlsV1_2OrLater);
    identity->setPeerVerifyMode(QSslSocket::VerifyNone); // clients need no certificate
    if (const QString words = tryIdentity(*identity); !words.isEmpty())
        return invalid(
            QStringLiteral(
                "TLS does not take the key in \"%1\" with the certificate in \"%2\" (%3): give the key it was "
                "made with, or make both anew.")
                .arg(keyPath.left(200), certificatePath.left(200), words.left(200)));
    return std::shared_ptr<const QSslConfiguration>(std::move(identity));
}

QDir certificateFolder()
{
    return QDir(dataFolder() + QStringLiteral("/tls"));
}

bool isFresh(const QString& path)
{
    const auto chain = QSslCertificate::fromPath(path);
    return !chain.isEmpty() && chain.constFirst().expiryDate() > QDateTime::currentDateTime().addDays(renewDays);
}

Result<void> makeCertificate(const QString& certificate, const QString& key)
{
    const QString openssl = QStandardPaths::findExecutable(QStringLiteral("openssl"));
    if (openssl.isEmpty())
        return Error{ErrorCode::NotFound,
                     QStringLiteral("openssl, which makes the certificate, is not installed: install it, or give "
                                    "--tls-cert and --tls-key."),
                     {}};
    const QTemporaryDir workshop(QFileInfo(key).path() + QStringLiteral("/new-XXXXXX"));
    const QString newKey = workshop.filePath(QStringLiteral("key"));
    const QString newCertificate = workshop.filePath(QStringLiteral("certificate"));
    QProcess process;
    process.start(openssl,
                  {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"), QStringLiteral("ec"),
                   QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:prime256v1"), QStringLiteral("-nodes"),
                   QStringLiteral("-subj"), QStringLiteral("/CN=localhost"), QStringLiteral("-addext"),
                   QStringLiteral("subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1"), QStringLiteral("-days"),
                   QString::number(validDays), QStringLiteral("-keyout"), newKey, QStringLiteral("-out"),
                   newCertificate});
    if (process.waitForFinished(opensslLimit) && process.exitStatus() == QProcess::NormalExit &&
        process.exitCode() == 0) {
        QFile::setPermissions(newKey, QFile::ReadOwner | QFile::WriteOwner);
        // Whole or not at all: rename() of the system, for Qt's does not replace.
        ::rename(QFile::encodeName(newKey).constData(), QFile::encodeName(key).constData());
        ::rename(QFile::encodeName(newCertificate).constData(), QFile::encodeName(certificate).constData());
        return {};
    }
    return Error{
        ErrorCode::Failed,
        QStringLiteral(
            "openssl could not make a certificate in %1: see what it says below, or give --tls-cert and --tls-key.")
            .arg(QFileInfo(key).path()),
        QString::fromLocal8Bit(process.readAllStandardError()) + u'\n'};
}

} // namespace

Result<std::shared_ptr<const QSslConfiguration>> makeTlsIdentity(const TlsOptions& options)
{
    if (!options.wanted())
        return std::shared_ptr<const QSslConfiguration>();
    if (!QSslSocket::supportsSsl())
        return Error{ErrorCode::Failed,
                     QStringLiteral("Qt finds no TLS library here: install libssl3, or serve without TLS."),
                     {}};
    if (!options.certificate.empty())
        return readIdentity(QString::fromStdString(options.certificate), QString::fromStdString(options.key));
    const QDir folder = certificateFolder();
    if (!folder.mkpath(QStringLiteral(".")))
        return Error{ErrorCode::PermissionDenied,
                     QStringLiteral("There is no room for a certificate in %1: give --tls-cert and --tls-key.")
                         .arg(folder.path()),
                     {}};
    const QString certificate = folder.filePath(certificateName);
    const QString key = folder.filePath(QStringLiteral("localhost.key"));
    if (isFresh(certificate)) {
        // A pair that does not fit, for two have made one at once, is made anew.
        if (auto identity = readIdentity(certificate, key))
            return identity;
    }
    if (const auto made = makeCertificate(certificate, key); !made)
        return made.error();
    return readIdentity(certificate, key);
}

QList<QSslCertificate> madeCertificate()
{
    return QSslCertificate::fromPath(madeCertificatePath());
}

QString madeCertificatePath()
{
    return certificateFolder().filePath(certificateName);
}

} // namespace windsock::app
