using System.Text;

namespace KubeEmulator.Nodes.Containers.Processes;

/// <summary>
/// Processes work on bytes, as in Linux. Their strings hold one byte in each character, so that nothing is lost between
/// two commands; only file names and what comes from outside is real text.
/// </summary>
internal static class ByteText
{
    /// <summary>From real text.</summary>
    public static string Encode(string text) => System.Text.Ascii.IsValid(text) ? text : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>To real text.</summary>
    public static string Decode(string bytes) => System.Text.Ascii.IsValid(bytes) ? bytes : Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(bytes));

    public static byte[] ToBytes(string bytes) => Encoding.Latin1.GetBytes(bytes);

    public static string FromBytes(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
