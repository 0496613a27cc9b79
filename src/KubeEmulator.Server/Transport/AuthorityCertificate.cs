using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KubeEmulator.Server.Transport;

/// <summary>
/// A CA's own certificate as DER (RFC 5280). Every cluster has one, and most never more than its text: <see cref="CertificateRequest"/>, which
/// reads back what it wrote and copies the key, takes four times as long.
/// </summary>
internal static class AuthorityCertificate
{
    private const string EcdsaWithSha256 = "1.2.840.10045.4.3.2";
    private const string CommonName = "2.5.4.3";
    private const int LastYearOfUtcTime = 2049;

    /// <summary>The certificate of a key, signed by itself.</summary>
    public static byte[] Create(string name, ECDsa key, DateTimeOffset from, DateTimeOffset until)
    {
        var content = Content(name, key, from, until);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(content);
            WriteAlgorithm(writer);
            writer.WriteBitString(key.SignData(content, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        }

        return writer.Encode();
    }

    private static byte[] Content(string name, ECDsa key, DateTimeOffset from, DateTimeOffset until)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
            {
                // Version 3.
                writer.WriteInteger(2);
            }

            var serial = RandomNumberGenerator.GetBytes(16);
            serial[0] = (byte)((serial[0] & 0x7f) | 0x40);
            writer.WriteInteger(serial);
            WriteAlgorithm(writer);
            WriteName(writer, name);
            using (writer.PushSequence())
            {
                WriteTime(writer, from);
                WriteTime(writer, until);
            }

            WriteName(writer, name);
            writer.WriteEncodedValue(key.ExportSubjectPublicKeyInfo());
            WriteExtensions(writer, key);
        }

        return writer.Encode();
    }

    private static void WriteExtensions(AsnWriter writer, ECDsa key)
    {
        X509Extension[] extensions =
        [
            new X509BasicConstraintsExtension(true, false, 0, true),
            new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true),
            new X509SubjectKeyIdentifierExtension(new PublicKey(key), false),
        ];
        using var tagged = writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 3));
        using var all = writer.PushSequence();
        foreach (var extension in extensions)
        {
            using var one = writer.PushSequence();
            writer.WriteObjectIdentifier(extension.Oid!.Value!);
            if (extension.Critical)
            {
                writer.WriteBoolean(true);
            }

            writer.WriteOctetString(extension.RawData);
        }
    }

    private static void WriteAlgorithm(AsnWriter writer)
    {
        using var algorithm = writer.PushSequence();
        writer.WriteObjectIdentifier(EcdsaWithSha256);
    }

    private static void WriteName(AsnWriter writer, string name)
    {
        using var all = writer.PushSequence();
        using var part = writer.PushSetOf();
        using var member = writer.PushSequence();
        writer.WriteObjectIdentifier(CommonName);
        writer.WriteCharacterString(UniversalTagNumber.PrintableString, name);
    }

    private static void WriteTime(AsnWriter writer, DateTimeOffset time)
    {
        if (time.UtcDateTime.Year <= LastYearOfUtcTime)
        {
            writer.WriteUtcTime(time, LastYearOfUtcTime);
        }
        else
        {
            writer.WriteGeneralizedTime(time, omitFractionalSeconds: true);
        }
    }
}
