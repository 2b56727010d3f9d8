/** The variable that holds a token for the API, where it asks for one: an access token, or one of `precis token`. */
export const TOKEN_VARIABLE = 'PRECIS_TOKEN';
