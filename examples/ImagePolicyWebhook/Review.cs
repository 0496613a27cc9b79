using System.Text;
using System.Text.Json.Nodes;

namespace ImagePolicyWebhook;

/// <summary>The envelope of admission: a review comes in, the same review with a response goes out.</summary>
public static class Review
{
    public static JsonObject Answer(JsonObject review, Func<JsonObject, Verdict> judge)
    {
        var request = review["request"]!.AsObject();
        var verdict = judge(request["object"]!.AsObject());
        var response = new JsonObject { ["uid"] = request["uid"]!.DeepClone(), ["allowed"] = verdict.Refusal is null };
        if (verdict.Refusal is { } refusal)
        {
            response["status"] = new JsonObject { ["message"] = refusal, ["code"] = 422, ["reason"] = "Invalid" };
        }

        if (verdict.Patch is { } patch)
        {
            response["patchType"] = "JSONPatch";
            response["patch"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(patch.ToJsonString()));
        }

        if (verdict.Warning is { } warning)
        {
            response["warnings"] = new JsonArray(warning);
        }

        return new JsonObject { ["apiVersion"] = "admission.k8s.io/v1", ["kind"] = "AdmissionReview", ["response"] = response };
    }
}
