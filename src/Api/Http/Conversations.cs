using JasperFx;
using JasperFx.CodeGeneration;
using JasperFx.CodeGeneration.Frames;
using Wolverine.Http;

namespace CleaningEvents.Api.Http;

/// <summary>Hands endpoints the <see cref="Commands"/> or <see cref="Reads"/> of their request.</summary>
public sealed class Conversations : IHttpPolicy
{
    public void Apply(IReadOnlyList<HttpChain> chains, GenerationRules rules, IServiceContainer container)
    {
        foreach (var chain in chains.Where(x => !IsCommand(x)))
            chain.Metadata.WithMetadata(new Question());
        foreach (var chain in chains)
            foreach (var way in chain.Method.Method.GetParameters().Select(x => x.ParameterType).Where(x => x == typeof(Commands) || x == typeof(Reads)))
                chain.Middleware.Add(new MethodCall(way, nameof(Commands.For)));
    }

    /// <summary>Whether the endpoint is a command, and whether on a stream that exists.</summary>
    public static bool IsCommand(HttpChain chain) => chain.Method.Method.GetParameters().Any(x => x.ParameterType == typeof(Commands));
}

/// <summary>Marks an endpoint that changes nothing: even by POST, where what is asked is not for a URL, it takes no key and no version.</summary>
public sealed class Question
{
    public static bool IsAsked(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<Question>() is not null;
}
