using KubeEmulator.Objects;
using KubeEmulator.Patching;
using KubeEmulator.Values;

namespace KubeEmulator.Admission;

/// <summary>
/// The <c>response</c> of an AdmissionReview, checked and read. Upstream: apiserver <c>plugin/webhook/request/admissionreview.go</c>
/// and <c>plugin/webhook/errors/statuserror.go</c>.
/// </summary>
internal static class ReviewResponse
{
    private const string Kind = "AdmissionReview";
    private const string Group = "admission.k8s.io";
    private static readonly (string Field, ValueKind Kind, string GoType)[] Fields =
    [
        ("uid", ValueKind.String, "types.UID"),
        ("allowed", ValueKind.Bool, "bool"),
        ("status", ValueKind.Map, "v1.Status"),
        ("patch", ValueKind.String, "[]uint8"),
        ("patchType", ValueKind.String, "v1.PatchType"),
        ("auditAnnotations", ValueKind.Map, "map[string]string"),
        ("warnings", ValueKind.List, "[]string"),
    ];

    public static WebhookVerdict Read(MapValue review, string webhook, string uid, string version, bool mutating)
    {
        if (TypeFault(review) is { } unfit)
        {
            return WebhookVerdict.Failed($"failed to call webhook: {unfit}");
        }

        var response = review.Map("response");
        if (response is null)
        {
            return Invalid("webhook response was absent");
        }

        if (version == "v1" && Fault(review, response, uid, mutating) is { } fault)
        {
            return Invalid(fault);
        }

        var verdict = new WebhookVerdict
        {
            Warnings = [.. response.Strings("warnings")],
            AuditAnnotations = [.. (response.Map("auditAnnotations") ?? MapValue.Empty).Select(a => KeyValuePair.Create(a.Key, (a.Value as StringValue)?.Text ?? ""))],
        };
        return response.Bool("allowed") != true ? verdict with { Refusal = Refusal(webhook, response.Map("status")) }
            : mutating ? WithPatch(verdict, response)
            : verdict;
    }

    private static WebhookVerdict Invalid(string why) => WebhookVerdict.Failed($"received invalid webhook response: {why}");

    private static string? Fault(MapValue review, MapValue response, string uid, bool mutating)
    {
        var said = response.StringOrEmpty("uid");
        if (said != uid)
        {
            return $"expected response.uid={GoText.Quote(uid)}, got {GoText.Quote(said)}";
        }

        var (kind, version) = (review.StringOrEmpty("kind"), review.StringOrEmpty("apiVersion"));
        if (kind != Kind || version != $"{Group}/v1")
        {
            return $"expected webhook response of {Group}/v1, Kind={Kind}, got {(version.Length == 0 ? "/" : version)}, Kind={kind}";
        }

        var (hasPatch, type) = (response.StringOrEmpty("patch").Length > 0, response.String("patchType"));
        return (mutating, hasPatch, type) switch
        {
            (false, true, _) => "validating webhook may not return response.patch",
            (false, _, not null) => "validating webhook may not return response.patchType",
            (true, true, null) => "webhook returned response.patch but not response.patchType",
            (true, false, not null) => "webhook returned response.patchType but not response.patch",
            (true, _, "") => "webhook returned invalid response.patchType of \"\"",
            _ => null,
        };
    }

    private static WebhookVerdict WithPatch(WebhookVerdict verdict, MapValue response)
    {
        var patch = Convert.FromBase64String(response.StringOrEmpty("patch"));
        if (patch.Length == 0)
        {
            return verdict;
        }

        if (response.String("patchType") is { } type && type != "JSONPatch")
        {
            return WebhookVerdict.Failed($"unsupported patch type {GoText.Quote(type)}");
        }

        try
        {
            return Value.Parse(patch) switch
            {
                ListValue { Count: > 0 } operations => verdict with { Patch = operations },
                ListValue or NullValue => verdict,
                var other => Undecodable($"json: cannot unmarshal {GoValueText.JsonType(other)} into Go value of type jsonpatch.Patch"),
            };
        }
        catch (ValueFormatException malformed)
        {
            return Undecodable(malformed.Message);
        }
    }

    private static WebhookVerdict Undecodable(string why) => WebhookVerdict.Failed($"received undecodable patch in webhook response: {why}");

    private static ApiStatus Refusal(string webhook, MapValue? status)
    {
        var denied = $"admission webhook {GoText.Quote(webhook)} denied the request";
        var (message, reason) = (status?.StringOrEmpty("message") ?? "", status?.StringOrEmpty("reason") ?? "");
        message = message.Length > 0 ? $"{denied}: {message}" : reason.Length > 0 ? $"{denied}: {reason}" : $"{denied} without explanation";
        var code = (int)Math.Max(status?.Integer("code") ?? 0, 400);
        var document = StatusDocument.Failure(code, reason, message).Document;
        document = document.With("status", status?.String("status") is { Length: > 0 } said and not "Success" ? said : "Failure");
        if (status?.Map("details") is { } details)
        {
            document = document.Without("code").With("details", details).With("code", code);
        }

        return new ApiStatus(code, reason, message, document);
    }

    // What Go's decoder says of a field of another type: such an answer is none.
    private static string? TypeFault(MapValue review)
    {
        if (review["response"] is not { } value || value is NullValue)
        {
            return null;
        }

        if (value is not MapValue response)
        {
            return $"json: cannot unmarshal {GoValueText.JsonType(value)} into Go struct field AdmissionReview.response of type v1.AdmissionResponse";
        }

        foreach (var (field, kind, type) in Fields)
        {
            if (response[field] is { } found && found is not NullValue && found.Kind != kind)
            {
                return $"json: cannot unmarshal {GoValueText.JsonType(found)} into Go struct field AdmissionResponse.response.{field} of type {type}";
            }
        }

        if (response.List("warnings")?.FirstOrDefault(w => w is not StringValue) is { } warning)
        {
            return $"json: cannot unmarshal {GoValueText.JsonType(warning)} into Go struct field AdmissionResponse.response.warnings of type string";
        }

        return Base64Fault(response.StringOrEmpty("patch"));
    }

    private static string? Base64Fault(string text)
    {
        if (Convert.TryFromBase64String(text, new byte[(text.Length * 3 / 4) + 3], out _))
        {
            return null;
        }

        var at = text.TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/').Count();
        return $"illegal base64 data at input byte {at.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
    }
}
