namespace WebsiteOperator.Kube;

/// <summary>The API server's refusal.</summary>
public sealed class KubeException(int code, string message) : Exception($"{code}: {message}")
{
    public int Code => code;
}
