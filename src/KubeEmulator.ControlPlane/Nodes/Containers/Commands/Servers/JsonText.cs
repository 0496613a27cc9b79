using System.Text.Json;

namespace KubeEmulator.Nodes.Containers.Commands.Servers;

/// <summary>The little JSON that agnhost answers with.</summary>
internal static class JsonText
{
    public static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    public static string List(IEnumerable<string> texts) => $"[{string.Join(',', texts.Select(Quote))}]";

    /// <summary>An object; the values are JSON already.</summary>
    public static string Object(IEnumerable<(string Name, string Json)> members) => $"{{{string.Join(',', members.Select(member => $"{Quote(member.Name)}:{member.Json}"))}}}";
}
