// The issuer of another house, for tests: npm's oidc-provider, which tells of a sign-in what Keycloak tells.
import { Provider } from 'oidc-provider';

const { port, audience, clientId, key } = JSON.parse(process.argv[2]);

new Provider(`http://127.0.0.1:${port}`, {
  jwks: { keys: [key] },
  clients: [{
    client_id: clientId,
    token_endpoint_auth_method: 'none',
    redirect_uris: ['http://localhost:5173/callback'],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    application_type: 'native',
  }],
  claims: { openid: ['sub'], profile: ['name'] },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, name: id }) }),
  issueRefreshToken: () => true,
  features: {
    devInteractions: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => `urn:${audience}`,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({ scope: '', audience, accessTokenFormat: 'jwt', accessTokenTTL: 300, jwt: { sign: { alg: 'RS256' } } }),
    },
  },
  extraTokenClaims: (context, token) => ({
    sid: token.sessionUid,
    amr: ['pwd', 'otp'],
    auth_time: (context.oidc.entities.AuthorizationCode ?? context.oidc.entities.RefreshToken).authTime,
    employee_number: token.accountId,
    roles: ['Security administrator'],
  }),
  ttl: { Session: 3600, Grant: 3600, Interaction: 600, AccessToken: 300, IdToken: 300, RefreshToken: 3600, AuthorizationCode: 60 },
}).listen(port, '127.0.0.1', () => console.log('ready'));
