using System.Security.Cryptography;
using System.Text;

namespace KubeEmulator.Api;

/// <summary>One served OpenAPI document.</summary>
internal sealed class OpenApiDocument
{
    private readonly Lazy<byte[]> _bytes;

    /// <param name="content">What tells this content from any other, for the hash: far cheaper than the document itself.</param>
    /// <param name="make">Makes the document.</param>
    public OpenApiDocument(string content, Func<byte[]> make)
    {
        Hash = Convert.ToHexString(SHA512.HashData(Encoding.UTF8.GetBytes(content)));
        _bytes = new Lazy<byte[]>(make);
    }

    /// <summary>The hash that the index names and the ETag header quotes; known without making the document.</summary>
    public string Hash { get; }

    /// <summary>The document, made when first asked for.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.Value;
}
