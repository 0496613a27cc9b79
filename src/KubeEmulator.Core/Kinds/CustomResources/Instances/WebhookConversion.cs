using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// Conversion by a webhook: one ConversionReview for each object that is read or stored in another version. Upstream: apiextensions'
/// <c>pkg/apiserver/conversion/webhook_converter.go</c>, which waits for the answer where it stands, as this does: to read an object
/// is no asynchronous thing. No lock is held meanwhile, and what was converted once is kept as long as the stored object lives.
/// </summary>
internal sealed class WebhookConversion(Definition definition, ClusterServices services) : CustomResourceConversion
{
    private const string Group = "apiextensions.k8s.io";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly WebhookClient _client = WebhookClient.From(definition.Spec.At("conversion", "webhook", "clientConfig") as MapValue ?? MapValue.Empty);
    private readonly string? _reviewVersion =
        (definition.Spec.At("conversion", "webhook") as MapValue ?? MapValue.Empty).Strings("conversionReviewVersions").FirstOrDefault(v => v is "v1" or "v1beta1");

    private readonly string _name = definition.Name;

    public override MapValue Convert(MapValue document, string apiVersion)
    {
        var from = document.StringOrEmpty("apiVersion");

        // An object of nothing but its kind is what upstream asks itself about at start-up: no webhook sees it.
        if (from == apiVersion || document.Count == 2)
        {
            return base.Convert(document, apiVersion);
        }

        if (_reviewVersion is not { } version)
        {
            throw Failed("no supported conversion review versions");
        }

        var kind = $"{from}, Kind={document.StringOrEmpty("kind")}";
        var uid = SystemFields.NewUid(services.Random, $"conversion/{_name}");
        var answer = services.Webhooks is { } caller
            ? Wait(caller.CallAsync(_client, Review(version, uid, apiVersion, document), Timeout, CancellationToken.None))
            : WebhookAnswer.Failed("this cluster calls no webhooks");
        if (!answer.Succeeded)
        {
            throw Failed($"conversion webhook for {kind} failed: {answer.Failure}");
        }

        if (ConversionReply.Fault(answer.Review, version, uid) is { } fault)
        {
            throw Failed($"conversion webhook for {kind} failed: {fault}");
        }

        var converted = answer.Review.Map("response")!.List("convertedObjects") ?? ListValue.Empty;
        return converted.Count == 1
            ? ConversionReply.Accept(document, converted[0], apiVersion, out var refusal) ?? throw Failed(refusal.StartsWith("Object '", StringComparison.Ordinal) ? refusal : $"conversion webhook for {kind} returned {refusal}")
            : throw Failed($"conversion webhook for {kind} returned {converted.Count} objects, expected 1");
    }

    private static MapValue Review(string version, string uid, string apiVersion, MapValue document) => MapValue.Of(
        ("kind", "ConversionReview"),
        ("apiVersion", $"{Group}/{version}"),
        ("request", MapValue.Of(("uid", uid), ("desiredAPIVersion", apiVersion), ("objects", ListValue.Of(document)))),
        ("response", MapValue.Of(("uid", ""), ("convertedObjects", Value.Null), ("result", MapValue.Of(("metadata", MapValue.Empty))))));

    private static WebhookAnswer Wait(ValueTask<WebhookAnswer> call) => call.IsCompletedSuccessfully ? call.Result : call.AsTask().GetAwaiter().GetResult();

    // A plain error of the storage layer: 500 without a reason.
    private static ApiException Failed(string message) => StatusDocument.Failure(500, "", message).ToException();
}
