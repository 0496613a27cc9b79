namespace KubeEmulator.Nodes.Containers.Commands.Servers;

/// <summary>The parameters of a request's address.</summary>
internal static class QueryText
{
    public static string? Find(HttpRequestMessage request, string name)
    {
        foreach (var part in request.RequestUri!.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (Uri.UnescapeDataString(equals < 0 ? part : part[..equals]) == name)
            {
                return equals < 0 ? "" : Uri.UnescapeDataString(part[(equals + 1)..].Replace('+', ' '));
            }
        }

        return null;
    }
}
