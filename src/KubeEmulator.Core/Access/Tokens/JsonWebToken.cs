using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using KubeEmulator.Values;

namespace KubeEmulator.Access;

/// <summary>JWTs signed with ES256.</summary>
internal static class JsonWebToken
{
    public static string Sign(MapValue claims, ECDsa key, string keyId)
    {
        var header = MapValue.Of(("alg", "ES256"), ("kid", keyId));
        var signed = $"{Base64Url.EncodeToString(header.ToUtf8Bytes())}.{Base64Url.EncodeToString(claims.ToUtf8Bytes())}";
        var signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>The claims of a token that this key signed; null for any other text.</summary>
    public static MapValue? Verify(string token, ECDsa key)
    {
        var parts = token.Split('.');
        if (parts.Length != 3)
        {
            return null;
        }

        try
        {
            var signature = Base64Url.DecodeFromChars(parts[2]);
            var signed = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
            return key.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)
                ? Value.Parse(Base64Url.DecodeFromChars(parts[1])) as MapValue
                : null;
        }
        catch (Exception malformed) when (malformed is FormatException or ValueFormatException)
        {
            return null;
        }
    }
}
