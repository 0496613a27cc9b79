using KubeEmulator.Api;
using KubeEmulator.Server.Content;
using KubeEmulator.Server.Requests;

namespace KubeEmulator.Server.Endpoints;

/// <summary>Deletion options, from the body where there is one.</summary>
internal static class DeleteBody
{
    public static async ValueTask<DeleteOptions> ReadAsync(Exchange exchange)
    {
        await BodyReader.ReadAsync(exchange).ConfigureAwait(false);
        return exchange.Body.Length == 0
            ? DeleteQuery.Read(exchange.Query)
            : DeleteQuery.Read(BodyReader.DecodeOptions(exchange, BodyReader.FormatOf(exchange)));
    }
}
