using System.Text;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Content;

/// <summary>YAML bodies and answers.</summary>
internal static class YamlContent
{
    /// <summary>The document of a body.</summary>
    /// <exception cref="ValueFormatException">It is malformed; the message is go-yaml's.</exception>
    public static Value Read(ReadOnlySpan<byte> body, List<string> duplicates) => YamlText.Read(body, new YamlReadOptions { OnDuplicate = duplicates.Add });

    /// <summary>A document as YAML, members sorted as the real server writes it.</summary>
    public static byte[] Write(MapValue document) => Encoding.UTF8.GetBytes(YamlText.Write(document));
}
